using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PveLab.Sim.Cluster;

namespace PveLab.Sim.Backup;

/// <summary>
/// What somebody asked vzdump to do: the parameters as given, before defaults. Values are texts; booleans are <c>1</c> and <c>0</c>,
/// elements of an array parameter are separated by NUL (pve-manager: PVE/API2/VZDump.pm).
/// </summary>
/// <param name="Parameters">Parameters by name.</param>
public sealed record VzdumpRequest(ImmutableSortedDictionary<string, string> Parameters)
{
    private static readonly ImmutableSortedSet<string> NotOnCommandLine =
        ["id", "vmid", "starttime", "dow", "stdout", "enabled", "job-id"];

    /// <summary>The value of a parameter, or null.</summary>
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <summary>A request of those parameters; <c>exclude</c> without a pool means all the others (VZDump.pm verify_vzdump_parameters).</summary>
    public static VzdumpRequest Of(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var request = new VzdumpRequest(parameters.ToImmutableSortedDictionary(StringComparer.Ordinal));
        return request["exclude"] is not null && string.IsNullOrEmpty(request["pool"])
            ? request with { Parameters = request.Parameters.SetItem("all", "1") }
            : request;
    }

    /// <summary>Whether a boolean parameter is set.</summary>
    public bool Is(string name) => this[name] is { Length: > 0 } and not "0";

    /// <summary>The parameter that contradicts the others and why, or null (VZDump.pm verify_vzdump_parameters).</summary>
    /// <param name="complete">Also ask that some guest is named.</param>
    public (string Parameter, string Message)? Conflict(bool complete)
    {
        var vmid = !string.IsNullOrEmpty(this["vmid"]);
        if (vmid && Is("all") && this["exclude"] is null) return ("all", "option conflicts with option 'vmid'");
        if (vmid && !string.IsNullOrEmpty(this["exclude"])) return ("exclude", "option conflicts with option 'vmid'");
        if (vmid && !string.IsNullOrEmpty(this["pool"])) return ("pool", "option conflicts with option 'vmid'");
        if (this["notes-template"] is { Length: > 0 } template && NotesTemplate.Problem(template) is { } problem) return ("notes-template", problem);
        if (complete && !vmid && !Is("all") && !Is("stop") && string.IsNullOrEmpty(this["pool"])) return ("vmid", "property is missing");
        return null;
    }

    /// <summary>The command line that would ask the same (pve-guest-common: PVE/VZDump/Common.pm command_line). The real order is a hash's.</summary>
    public string CommandLine
    {
        get
        {
            var line = new StringBuilder("vzdump");
            foreach (var vmid in SplitList(this["vmid"] ?? "")) line.Append(' ').Append(vmid);
            foreach (var (name, value) in Parameters)
            {
                if (NotOnCommandLine.Contains(name) || value.Length == 0) continue;
                var printed = name == "mailto" ? string.Join(',', SplitList(value)) : value;
                foreach (var word in printed.Split('\0')) line.Append(" --").Append(name).Append(' ').Append(BackupText.ShellQuote(word));
            }
            return line.ToString();
        }
    }

    /// <summary>The guests it means, by node; those that no longer exist under the empty name (VZDump.pm get_included_guests).</summary>
    /// <exception cref="PveException">The pool does not exist.</exception>
    public ImmutableSortedDictionary<string, ImmutableArray<int>> Guests(Datacenter datacenter)
    {
        var wanted = new SortedDictionary<string, ImmutableArray<int>.Builder>(StringComparer.Ordinal);
        foreach (var vmid in Wanted(datacenter))
        {
            var owner = datacenter.OwnerOf(vmid)?.Name ?? "";
            if (owner.Length > 0 && this["node"] is { Length: > 0 } node && node != owner) continue;
            if (!wanted.TryGetValue(owner, out var list)) wanted[owner] = list = ImmutableArray.CreateBuilder<int>();
            list.Add(vmid);
        }
        return wanted.ToImmutableSortedDictionary(w => w.Key, w => w.Value.ToImmutable(), StringComparer.Ordinal);
    }

    /// <summary>Splits a list as PVE does: at commas, semicolons and blanks (pve-common: PVE/Tools.pm split_list).</summary>
    public static string[] SplitList(string list) => list.Split([',', ';', ' ', '\t', '\n', '\0'], StringSplitOptions.RemoveEmptyEntries);

    private IEnumerable<int> Wanted(Datacenter datacenter)
    {
        if (this["pool"] is { Length: > 0 } pool) return Pools.Members(datacenter, pool);
        if (this["vmid"] is { Length: > 0 } vmids) return Numbers(vmids).Order();
        if (!Is("all")) return [];
        var excluded = Numbers(this["exclude"] ?? "").ToHashSet();
        return datacenter.Nodes.Values.SelectMany(n => n.Guests.All).Select(g => g.Vmid).Where(v => !excluded.Contains(v)).Order();
    }

    private static IEnumerable<int> Numbers(string list) =>
        SplitList(list).Select(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var vmid) ? vmid : 0).Where(v => v > 0);
}
