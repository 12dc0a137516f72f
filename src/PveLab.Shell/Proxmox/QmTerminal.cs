using System.Globalization;
using PveLab.Api.Schema;
using PveLab.Shell.Guest;
using PveLab.Sim;

namespace PveLab.Shell.Proxmox;

/// <summary><c>qm terminal</c>: the serial console of a guest (qemu-server: PVE/CLI/qm.pm terminal).</summary>
internal static class QmTerminal
{
    private static readonly string[] Ports = ["serial0", "serial1", "serial2", "serial3"];

    internal static IEnumerable<Step> Open(Invocation invocation, ParsedCommand parsed)
    {
        string? Given(string name) => parsed.Parameters[name] is System.Text.Json.Nodes.JsonValue value ? PerlText.Of(value) : null;
        var vmid = int.Parse(Given("vmid")!, CultureInfo.InvariantCulture);
        var escape = EscapeKey(Given("escape") ?? "^O");
        var guest = invocation.Node.Guests.Get(vmid);
        var config = guest.Config;
        var port = Given("iface");
        if (port is not null && config[port] is null) throw new PveException($"serial interface '{port}' is not configured");
        if (port is not null && config[port] != "socket") throw new PveException($"wrong serial type on interface '{port}'");
        port ??= Array.Find(Ports, p => config[p] == "socket") ?? throw new PveException("unable to find a serial interface");
        if (!guest.IsRunning) throw new PveException(guest.NotRunning);
        var note = escape is null ? "" : $" (press {escape} to exit)";
        yield return new Step.Out($"starting serial terminal on interface {port}{note}\n");
        foreach (var step in SerialConsole.Attach(invocation.Terminal, guest, escape)) yield return step;
    }

    private static string? EscapeKey(string text)
    {
        int code;
        if (text.Length == 2 && text[0] == '^' && text[1] is >= '\x40' and <= '\x7a') code = text[1] & 0x1f;
        else if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? !int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code)
            : !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out code)) throw new PveException($"invalid escape character definition: {text}");
        return code == 0 ? null : "Ctrl+" + (char)((code + 0x40) & 0x7f);
    }
}
