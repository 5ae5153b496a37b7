;; A tiny reliable ping, by hand. What it sends is said in ../c/ping.c.
(module
  (import "jumpingvpn" "send" (func $send (param i32 i32 i32 i32) (result i32)))
  (import "jumpingvpn" "wake" (func $wake (param i64)))
  (import "jumpingvpn" "say" (func $say (param i32 i32)))
  (import "jumpingvpn" "random" (func $random (param i32 i32)))
  (memory (export "memory") 3)
  ;; 64: the server's address   96: its own name   128: a line that is said   1024: the queue, 16 slots of 4 + 13 + 256 bytes
  ;; 8192: peers, 64 of 8 + 4 bytes   16384: the host's buffer
  (data (i32.const 0) "listen" "connect " "send " "got " "delivered " "cannot do that")
  (global $first (export "first") (mut i32) (i32.const 0))
  (global $last (export "last") (mut i32) (i32.const 0))
  (global $known (export "known") (mut i32) (i32.const 0))

  (func (export "jv_version") (result i32) (i32.const 1))
  (func (export "jv_buffer") (result i32) (i32.const 16384))
  (func (export "jv_start") (param i32 i64 i32 i32))
  (func (export "jv_destroy") (param i32))

  (func $equal (param $a i32) (param $b i32) (param $n i32) (result i32)
    (block $different
      (loop $next
        (if (i32.eqz (local.get $n)) (then (return (i32.const 1))))
        (br_if $different (i32.ne (i32.load8_u (local.get $a)) (i32.load8_u (local.get $b))))
        (local.set $a (i32.add (local.get $a) (i32.const 1)))
        (local.set $b (i32.add (local.get $b) (i32.const 1)))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $next)))
    (i32.const 0))

  ;; A decimal number that ends at a byte; it leaves where it stopped in 120.
  (func $number (param $at i32) (param $end i32) (result i32)
    (local $value i32) (local $digit i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $digit (i32.sub (i32.load8_u (local.get $at)) (i32.const 48)))
        (br_if $done (i32.gt_u (local.get $digit) (i32.const 9)))
        (local.set $value (i32.add (i32.mul (local.get $value) (i32.const 10)) (local.get $digit)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (i32.store (i32.const 120) (i32.add (local.get $at) (i32.const 1)))
    (local.get $value))

  ;; "192.0.2.1:4000" to 64; IPv6 is left to the bigger examples.
  (func $address (param $at i32) (param $end i32) (result i32)
    (local $i i32)
    (i64.store (i32.const 64) (i64.const 0))
    (i64.store (i32.const 72) (i64.const 0xFFFF0000))
    (i32.store (i32.const 120) (local.get $at))
    (loop $next
      (i32.store8 (i32.add (i32.const 76) (local.get $i)) (call $number (i32.load (i32.const 120)) (local.get $end)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 4))))
    (i32.store16 (i32.const 80) (call $number (i32.load (i32.const 120)) (local.get $end)))
    (i32.and
      (i32.ne (i32.load16_u (i32.const 80)) (i32.const 0))
      (i32.eq (i32.load (i32.const 120)) (i32.add (local.get $end) (i32.const 1)))))

  (func (export "jv_create") (param $host i32) (param $seed i64) (param $text i32) (param $length i32) (result i32)
    (call $random (i32.const 96) (i32.const 8))
    (if (i32.and (i32.eq (local.get $length) (i32.const 6)) (call $equal (local.get $text) (i32.const 0) (i32.const 6)))
      (then (return (i32.const 1))))
    (if (i32.and (i32.gt_u (local.get $length) (i32.const 8)) (call $equal (local.get $text) (i32.const 6) (i32.const 8)))
      (then
        (return
          (call $address (i32.add (local.get $text) (i32.const 8)) (i32.add (local.get $text) (local.get $length))))))
    (i32.const 0))

  (func $slot (param $number i32) (result i32)
    (i32.add (i32.const 1024) (i32.mul (i32.and (local.get $number) (i32.const 15)) (i32.const 273))))

  (func $transmit (param $now i64)
    (local $slot i32)
    (if (i32.eq (global.get $first) (global.get $last))
      (then (call $wake (i64.const 0x7FFFFFFFFFFFFFFF)) (return)))
    (local.set $slot (call $slot (global.get $first)))
    (drop
      (call $send (i32.const 64) (i32.const 0) (i32.add (local.get $slot) (i32.const 4)) (i32.load (local.get $slot))))
    (call $wake (i64.add (local.get $now) (i64.const 200000000))))

  (func $tell (param $word i32) (param $size i32) (param $text i32) (param $length i32)
    (memory.copy (i32.const 128) (local.get $word) (local.get $size))
    (memory.copy (i32.add (i32.const 128) (local.get $size)) (local.get $text) (local.get $length))
    (call $say (i32.const 128) (i32.add (local.get $size) (local.get $length))))

  (func $isNew (param $ping i32) (result i32)
    (local $peer i32) (local $i i32) (local $number i32)
    (local.set $peer (i32.const 8192))
    (block $found
      (loop $next
        (if (i32.eq (local.get $i) (global.get $known))
          (then
            (if (i32.eq (local.get $i) (i32.const 64)) (then (return (i32.const 0))))
            (memory.copy (local.get $peer) (i32.add (local.get $ping) (i32.const 1)) (i32.const 8))
            (i32.store (i32.add (local.get $peer) (i32.const 8)) (i32.const 0))
            (global.set $known (i32.add (global.get $known) (i32.const 1)))
            (br $found)))
        (br_if $found (i64.eq (i64.load (local.get $peer)) (i64.load (i32.add (local.get $ping) (i32.const 1)))))
        (local.set $peer (i32.add (local.get $peer) (i32.const 12)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))
    (local.set $number (call $big (i32.add (local.get $ping) (i32.const 9))))
    (if (i32.le_u (local.get $number) (i32.load (i32.add (local.get $peer) (i32.const 8)))) (then (return (i32.const 0))))
    (i32.store (i32.add (local.get $peer) (i32.const 8)) (local.get $number))
    (i32.const 1))

  ;; Four bytes in network order, read or to be written.
  (func $big (param $at i32) (result i32)
    (call $swap (i32.load (local.get $at))))
  (func $swap (param $n i32) (result i32)
    (i32.or
      (i32.rotl (i32.and (local.get $n) (i32.const 0x00FF00FF)) (i32.const 24))
      (i32.rotl (i32.and (local.get $n) (i32.const 0xFF00FF00)) (i32.const 8))))

  (func (export "jv_datagram")
    (param $self i32) (param $now i64) (param $from i32) (param $to i32) (param $bytes i32) (param $length i32)
    (local $slot i32)
    (if (i32.or (i32.lt_u (local.get $length) (i32.const 13)) (i32.gt_u (local.get $length) (i32.const 269))) (then (return)))
    (local.set $slot (call $slot (global.get $first)))
    (if (i32.eq (i32.load8_u (local.get $bytes)) (i32.const 80))
      (then
        (if (call $isNew (local.get $bytes))
          (then
            (call $tell (i32.const 19) (i32.const 4)
              (i32.add (local.get $bytes) (i32.const 13)) (i32.sub (local.get $length) (i32.const 13)))))
        (i32.store8 (local.get $bytes) (i32.const 65))
        (drop (call $send (local.get $from) (i32.const 0) (local.get $bytes) (i32.const 13)))
        (return)))
    (if
      (i32.and
        (i32.and (i32.eq (i32.load8_u (local.get $bytes)) (i32.const 65)) (i32.ne (global.get $first) (global.get $last)))
        (call $equal (i32.add (local.get $bytes) (i32.const 1)) (i32.add (local.get $slot) (i32.const 5)) (i32.const 12)))
      (then
        (call $tell (i32.const 23) (i32.const 10)
          (i32.add (local.get $slot) (i32.const 17)) (i32.sub (i32.load (local.get $slot)) (i32.const 13)))
        (global.set $first (i32.add (global.get $first) (i32.const 1)))
        (call $transmit (local.get $now)))))

  (func (export "jv_timer") (param $self i32) (param $now i64) (call $transmit (local.get $now)))

  (func (export "jv_command") (param $self i32) (param $now i64) (param $line i32) (param $length i32)
    (local $slot i32)
    (if
      (i32.or
        (i32.or (i32.lt_u (local.get $length) (i32.const 5)) (i32.gt_u (local.get $length) (i32.const 261)))
        (i32.or
          (i32.eqz (call $equal (local.get $line) (i32.const 14) (i32.const 5)))
          (i32.eq (i32.sub (global.get $last) (global.get $first)) (i32.const 16))))
      (then (call $say (i32.const 33) (i32.const 14)) (return)))
    (local.set $slot (call $slot (global.get $last)))
    (global.set $last (i32.add (global.get $last) (i32.const 1)))
    (i32.store (local.get $slot) (i32.add (local.get $length) (i32.const 8)))
    (i32.store8 (i32.add (local.get $slot) (i32.const 4)) (i32.const 80))
    (memory.copy (i32.add (local.get $slot) (i32.const 5)) (i32.const 96) (i32.const 8))
    (i32.store (i32.add (local.get $slot) (i32.const 13)) (call $swap (global.get $last)))
    (memory.copy (i32.add (local.get $slot) (i32.const 17)) (i32.add (local.get $line) (i32.const 5))
      (i32.sub (local.get $length) (i32.const 5)))
    (if (i32.eq (i32.sub (global.get $last) (global.get $first)) (i32.const 1)) (then (call $transmit (local.get $now)))))
)
