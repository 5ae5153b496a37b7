//! A tiny reliable ping. Build: rustc --edition 2021 --crate-type cdylib -O -o ping.so ping.rs
//! What it sends is said in ../c/ping.c, and the glue's names in jumpingvpn_endpoint.h.
use std::collections::{HashMap, VecDeque};

const RETRY: i64 = 200_000_000;
const NEVER: i64 = i64::MAX;

pub struct Ping {
    host: *mut Host,
    server: Address,
    name: [u8; 8],
    count: u32,
    queue: VecDeque<Vec<u8>>,
    heard: HashMap<[u8; 8], u32>,
}

impl Ping {
    fn transmit(&mut self, now: i64) {
        match self.queue.front() {
            Some(ping) => {
                send(self.host, &self.server, ping);
                wake(self.host, now + RETRY);
            }
            None => wake(self.host, NEVER),
        }
    }

    fn datagram(&mut self, now: i64, from: &Address, data: &[u8]) {
        if data.len() < 13 {
            return;
        }
        let (name, number) = (data[1..9].try_into().unwrap(), u32::from_be_bytes(data[9..13].try_into().unwrap()));
        if data[0] == b'P' {
            let heard = self.heard.entry(name).or_insert(0);
            if number > *heard {
                *heard = number;
                say(self.host, &format!("got {}", String::from_utf8_lossy(&data[13..])));
            }
            send(self.host, from, &[b"A", &data[1..13]].concat());
        } else if data[0] == b'A' && self.queue.front().is_some_and(|ping| ping[1..13] == data[1..13]) {
            let done = self.queue.pop_front().unwrap();
            say(self.host, &format!("delivered {}", String::from_utf8_lossy(&done[13..])));
            self.transmit(now);
        }
    }

    fn command(&mut self, now: i64, line: &str) {
        let Some(text) = line.strip_prefix("send ") else { return say(self.host, "cannot do that") };
        self.count += 1;
        self.queue.push_back([b"P", &self.name[..], &self.count.to_be_bytes(), text.as_bytes()].concat());
        if self.queue.len() == 1 {
            self.transmit(now);
        }
    }
}

// The glue.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Address { ip: [u8; 16], port: u16 }

#[repr(C)]
pub struct Host {
    context: *mut u8,
    send: extern "C" fn(*mut Host, *const Address, u32, *const u8, u32) -> i32,
    wake: extern "C" fn(*mut Host, i64),
    say: extern "C" fn(*mut Host, *const u8, u32),
    random: extern "C" fn(*mut Host, *mut u8, u32),
}

fn send(host: *mut Host, to: &Address, data: &[u8]) { unsafe { ((*host).send)(host, to, 0, data.as_ptr(), data.len() as u32) }; }
fn wake(host: *mut Host, at: i64) { unsafe { ((*host).wake)(host, at) } }
fn say(host: *mut Host, text: &str) { unsafe { ((*host).say)(host, text.as_ptr(), text.len() as u32) } }

fn bytes<'a>(at: *const u8, length: u32) -> &'a [u8] {
    if length == 0 { &[] } else { unsafe { std::slice::from_raw_parts(at, length as usize) } }
}

fn address(text: &str) -> Option<Address> {
    let parsed: std::net::SocketAddr = text.parse().ok()?;
    let ip = match parsed.ip() { std::net::IpAddr::V4(v4) => v4.to_ipv6_mapped(), std::net::IpAddr::V6(v6) => v6 };
    Some(Address { ip: ip.octets(), port: parsed.port() })
}

#[no_mangle]
pub extern "C" fn jv_version() -> u32 { 1 }

#[no_mangle]
pub extern "C" fn jv_create(host: *mut Host, _seed: u64, text: *const u8, length: u32) -> *mut Ping {
    let config = String::from_utf8_lossy(bytes(text, length)).into_owned();
    let nowhere = Address { ip: [0; 16], port: 0 };
    let server = if config == "listen" { Some(nowhere) } else { config.strip_prefix("connect ").and_then(address) };
    let Some(server) = server else { return std::ptr::null_mut() };
    let mut name = [0; 8];
    unsafe { ((*host).random)(host, name.as_mut_ptr(), 8) };
    Box::into_raw(Box::new(Ping { host, server, name, count: 0, queue: VecDeque::new(), heard: HashMap::new() }))
}

#[no_mangle]
pub extern "C" fn jv_start(_: *mut Ping, _now: i64, _own: *const Address, _count: u32) {}

#[no_mangle]
pub extern "C" fn jv_datagram(ping: &mut Ping, now: i64, from: &Address, _to: &Address, data: *const u8, length: u32) {
    ping.datagram(now, from, bytes(data, length));
}

#[no_mangle]
pub extern "C" fn jv_timer(ping: &mut Ping, now: i64) { ping.transmit(now); }

#[no_mangle]
pub extern "C" fn jv_command(ping: &mut Ping, now: i64, line: *const u8, length: u32) {
    ping.command(now, &String::from_utf8_lossy(bytes(line, length)));
}

#[no_mangle]
pub extern "C" fn jv_destroy(ping: *mut Ping) { drop(unsafe { Box::from_raw(ping) }); }
