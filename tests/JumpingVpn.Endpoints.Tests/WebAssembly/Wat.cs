namespace JumpingVpn.Endpoints.Tests.WebAssembly;

/// <summary>Modules that are right except for one thing.</summary>
internal static class Wat
{
    /// <summary>The text of a module.</summary>
    /// <param name="onDatagram">The body of <c>jv_datagram</c>: its parameters are $now, $from, $to, $bytes and $length.</param>
    /// <param name="imports">Further imports.</param>
    /// <param name="version">What <c>jv_version</c> returns.</param>
    /// <param name="onDestroy">The parameter and the body of <c>jv_destroy</c>.</param>
    /// <param name="onTimer">The body of <c>jv_timer</c>.</param>
    /// <param name="without">An export that is left out.</param>
    public static string Module(
        string onDatagram = "",
        string imports = "",
        int version = 1,
        string onDestroy = "(param i32)",
        string onTimer = "",
        string without = ""
    ) =>
        string.Join(
                '\n',
                new[]
                {
                    "(module",
                    """  (import "jumpingvpn" "send" (func $send (param i32 i32 i32 i32) (result i32)))""",
                    """  (import "jumpingvpn" "wake" (func $wake (param i64)))""",
                    """  (import "jumpingvpn" "say" (func $say (param i32 i32)))""",
                    """  (import "jumpingvpn" "random" (func $random (param i32 i32)))""",
                    imports,
                    """  (memory (export "memory") 3)""",
                    """  (func (export "jv_version") (result i32) (i32.const VERSION))""",
                    """  (func (export "jv_buffer") (result i32) (i32.const 16384))""",
                    """  (func (export "jv_create") (param i32 i64 i32 i32) (result i32) (i32.const 1))""",
                    """  (func (export "jv_start") (param i32 i64 i32 i32))""",
                    """  (func (export "jv_datagram") (param $self i32) (param $now i64) (param $from i32) (param $to i32)""",
                    """    (param $bytes i32) (param $length i32) BODY)""",
                    """  (func (export "jv_timer") (param i32 i64) TIMER)""",
                    """  (func (export "jv_command") (param i32 i64 i32 i32))""",
                    """  (func (export "jv_destroy") DESTROY)""",
                    ")",
                }.Where(line => without.Length == 0 || !line.Contains($"\"{without}\"", StringComparison.Ordinal))
            )
            .Replace("VERSION", version.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("TIMER", onTimer, StringComparison.Ordinal)
            .Replace("DESTROY", onDestroy, StringComparison.Ordinal)
            .Replace("BODY", onDatagram, StringComparison.Ordinal);
}
