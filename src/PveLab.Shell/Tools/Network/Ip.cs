using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Shell.Tools.Network;

/// <summary>ip: link, address, route and neighbour, reading only; bridge link and brctl show.</summary>
internal static class Ip
{
    private const string UsageText =
        "Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n       ip [ -force ] -batch filename\nwhere  OBJECT := { address | link | neigh | route }\n"
        + "       OPTIONS := { -br[ief] | -4 | -6 | -d[etails] | -c[olor] }\n";

    private static readonly string[] Objects = ["address", "addr", "link", "neighbour", "neighbor", "neigh", "route"];

    public static IEnumerable<Step> Run(Invocation invocation)
    {
        var words = invocation.Arguments.ToList();
        var brief = false;
        var family = 0;
        while (words.Count > 0 && words[0].StartsWith('-'))
        {
            var option = words[0].TrimStart('-');
            words.RemoveAt(0);
            if (option.Length > 1 && "brief".StartsWith(option, StringComparison.Ordinal)) brief = true;
            else if (option is "4" or "6") family = option[0] - '0';
            else if (option is "j" or "json" or "s" or "stats") return [invocation.Fail(255, $"PveLab: option '-{option}' of 'ip' is not simulated")];
            else if (!(option is "d" or "details" || option.StartsWith('c'))) return [invocation.Fail(255, $"Option \"-{option}\" is unknown, try \"ip -help\".")];
        }
        if (words.Count == 0 || words[0] == "help") return [invocation.Fail(255, UsageText.TrimEnd('\n'))];
        if (Array.Find(Objects, o => o.StartsWith(words[0], StringComparison.Ordinal)) is not { } what) return [invocation.Fail(1, $"Object \"{words[0]}\" is unknown, try \"ip help\".")];
        var verb = words.Count > 1 ? words[1] : "show";
        if (verb is "add" or "del" or "delete" or "set" or "change" or "replace" or "flush" or "get")
            return [invocation.Fail(255, $"PveLab: 'ip {what} {verb}' is not simulated (edit /etc/network/interfaces and run ifreload -a)")];
        var rest = words.Skip(verb is "show" or "list" or "ls" or "sh" ? 2 : 1).Where(w => w != "dev").ToList();
        return what[0] switch
        {
            'a' => Links(invocation, rest, brief, family, addresses: true),
            'l' => Links(invocation, rest, brief, family, addresses: false),
            'r' => [new Step.Out(Routes(invocation.Node))],
            _ => [new Step.Out(Neighbours(invocation.Node))],
        };
    }

    public static IEnumerable<string> Complete(Editing.CompletionRequest request) => request.Words.Count == 1 ? ["address", "link", "neigh", "route", "-br"]
        : request.Previous is "dev" or "show" ? NodeLinks.Of(request.Session.Node).Select(l => l.Name) : ["show", "dev"];

    private static IEnumerable<Step> Links(Invocation invocation, List<string> rest, bool brief, int family, bool addresses)
    {
        var all = NodeLinks.Of(invocation.Node);
        var shown = all;
        if (rest is ["master", var bridge]) shown = [.. all.Where(l => l.Master == bridge)];
        else if (rest is ["up"]) shown = [.. all.Where(l => l.State != "DOWN")];
        else if (rest is [var name])
        {
            shown = [.. all.Where(l => l.Name == name)];
            if (shown.Count == 0) return [invocation.Fail(1, $"Device \"{name}\" does not exist.")];
        }
        return [new Step.Out(string.Concat(shown.Select(l => brief ? Brief(l, family, addresses) : Long(l, family, addresses))))];
    }

    private static string Brief(NodeLink link, int family, bool addresses) => addresses
        ? $"{link.Shown,-16} {link.State,-14} {string.Concat(Addresses(link, family).Select(a => a + " "))}\n"
        : $"{link.Shown,-16} {link.State,-14} {link.Mac} <{link.Flags}> \n";

    private static IEnumerable<string> Addresses(NodeLink link, int family)
    {
        if (family != 6 && link.Address is { } address) yield return address;
        if (family == 4) yield break;
        if (link.Name == "lo") yield return "::1/128";
        else if (link.Address is not null && link.Carrier) yield return LinkLocal(link.Mac) + "/64";
    }

    private static string LinkLocal(string mac)
    {
        var parts = mac.Split(':');
        var first = (int.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture) ^ 2).ToString("x2", CultureInfo.InvariantCulture);
        return $"fe80::{first}{parts[1]}:{parts[2]}ff:fe{parts[3]}:{parts[4]}{parts[5]}";
    }

    private static string Long(NodeLink link, int family, bool addresses)
    {
        var head = FormattableString.Invariant($"{link.Index}: {link.Shown}: <{link.Flags}> mtu {(link.Name == "lo" ? 65536 : 1500)} qdisc {link.Queue}")
            + (link.Master is { } master ? $" master {master}" : "") + $" state {link.State} " + (addresses ? "" : "mode DEFAULT ") + "group default qlen 1000\n";
        if (family == 0 || !addresses)
            head += link.Name == "lo" ? "    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n"
                : $"    link/ether {link.Mac} brd ff:ff:ff:ff:ff:ff{(link.Peer == "if2" ? " link-netnsid 0" : "")}\n";
        if (!addresses) return head;
        var text = "";
        foreach (var address in Addresses(link, family))
        {
            var six = address.Contains(':', StringComparison.Ordinal);
            var scope = link.Name == "lo" ? six ? "host noprefixroute " : "host lo" : six ? "link proto kernel_ll " : $"global {link.Name}";
            text += $"    inet{(six ? "6" : "")} {address} scope {scope}\n       valid_lft forever preferred_lft forever\n";
        }
        return family != 0 && text.Length == 0 ? "" : head + text;
    }

    private static string Routes(Node node)
    {
        var links = NodeLinks.Of(node).Where(l => l.Address is not null && l.Name != "lo").ToList();
        var network = node.Datacenter.Network;
        var gateway = links.Find(l => network.BridgeOf(node, l.Name)?.Segment == network.Lab);
        var text = gateway is not null && network.Lab.Gateway is { } router ? $"default via {router} dev {gateway.Name} proto kernel onlink \n" : "";
        foreach (var link in links)
            if (Ipv4Network.TryParse(link.Address!, out var subnet,
                out var own)) text += $"{subnet} dev {link.Name} proto kernel scope link src {own} {(link.Carrier ? "" : "linkdown ")}\n";
        return text;
    }

    private static string Neighbours(Node node)
    {
        var network = node.Datacenter.Network;
        var bridge = network.Bridges(node).FirstOrDefault(b => b.Segment == network.Lab);
        if (bridge is null) return "";
        var rows = new List<string>();
        foreach (var host in node.Datacenter.Hosts.Values.Where(h => h.Name != node.Name))
            rows.Add(host.OnNetwork && node.Host.OnNetwork ? $"{host.Address} dev {bridge.Name} lladdr {NodeLinks.Mac(host.Name + " nic0")} REACHABLE \n"
                : $"{host.Address} dev {bridge.Name} FAILED \n");
        if (network.Lab.Gateway is { } router)
            rows.Add(node.Host.OnNetwork ? $"{router} dev {bridge.Name} lladdr {NodeLinks.Mac("gateway")} STALE \n" : $"{router} dev {bridge.Name} FAILED \n");
        return string.Concat(rows);
    }

    public static IEnumerable<Step> Bridge(Invocation invocation)
    {
        var words = invocation.Arguments.Where(a => !a.StartsWith('-')).ToList();
        if (words.Count == 0) return [invocation.Fail(255, "Usage: bridge [ OPTIONS ] OBJECT { COMMAND | help }\nwhere  OBJECT := { link }")];
        if (!"link".StartsWith(words[0], StringComparison.Ordinal) || words.Count > 1 && words[1] is not ("show" or "list"))
            return [invocation.Fail(255, $"PveLab: 'bridge {string.Join(' ', words)}' is not simulated")];
        return [new Step.Out(string.Concat(NodeLinks.Of(invocation.Node).Where(l => l.Master is not null).Select(l =>
            FormattableString.Invariant($"{l.Index}: {l.Shown}: <{l.Flags}> mtu 1500 master {l.Master} ") + Port(l))))];
    }

    private static string Port(NodeLink link) => $"state {(link.Carrier ? "forwarding" : "disabled")} priority 32 cost {(link.Name == "nic0" ? "5" : "2")} \n";

    public static IEnumerable<Step> Brctl(Invocation invocation)
    {
        if (invocation.Arguments is not ["show", ..])
            return [invocation.Fail(1, invocation.Arguments.Count == 0 ? "Usage: brctl [commands]" : $"PveLab: 'brctl {invocation.Arguments[0]}' is not simulated")];
        var links = NodeLinks.Of(invocation.Node);
        var text = "bridge name\tbridge id\t\tSTP enabled\tinterfaces\n";
        foreach (var bridge in links.Where(l => l.Name.StartsWith("vmbr", StringComparison.Ordinal) || l.Name.StartsWith("fwbr", StringComparison.Ordinal)))
        {
            var ports = links.Where(l => l.Master == bridge.Name).Select(l => l.Name).ToList();
            text += $"{bridge.Name}\t\t8000.{bridge.Mac.Replace(":", "", StringComparison.Ordinal)}\tno\t\t{string.Join("\n\t\t\t\t\t\t\t", ports)}\n";
        }
        return [new Step.Out(text)];
    }
}
