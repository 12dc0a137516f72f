using System.Globalization;
using PveLab.Api;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using PveLab.Sim.Storage;

namespace PveLab.Shell.Proxmox;

/// <summary>What is known while a value is completed.</summary>
/// <param name="Here">The node the shell runs on.</param>
/// <param name="Known">Parameters typed already, fixed ones included.</param>
/// <param name="Method">The path of the method that is called; the words of a command that is none.</param>
/// <param name="Verb">What pvesh is to do with a path; null for other programs and for <c>ls</c> and <c>usage</c>.</param>
/// <param name="MakesGuest">The command makes a guest, so its VMID is a new one.</param>
internal sealed record CompletionScope(Node Here, SortedDictionary<string, string> Known, string Method, Verb? Verb, bool MakesGuest)
{
    /// <summary>The node the call is about.</summary>
    internal Node Node => Here.Datacenter.Nodes.GetValueOrDefault(Known.GetValueOrDefault("node") ?? "") ?? Here;

    /// <summary>The same with the parameters found in a path.</summary>
    internal CompletionScope With(IReadOnlyDictionary<string, string> captured)
    {
        SortedDictionary<string, string> known = new(Known, StringComparer.Ordinal);
        foreach (var (name, value) in captured) known[name] = value;
        return this with { Known = known };
    }
}

/// <summary>The values a parameter could have, by what its schema or its name says it means (real: the <c>completion</c> of a schema).</summary>
internal static class ValueCompletion
{
    /// <summary>Whole words that begin as <paramref name="typed"/> does, or more; empty where nothing is known: a path is offered then.</summary>
    internal static IEnumerable<string> Of(string name, JsonSchema schema, CompletionScope scope, string typed)
    {
        if (name == "api_path") return PathCompletion.Of(typed, scope);
        if (FormatCatalogue.KeysOf(schema) is { } keys) return PropertyString(keys, scope, typed);
        var values = Meant(name, schema, scope);
        if (!FormatCatalogue.IsList(schema)) return values;
        // Of a list only the last element is completed; what is in it already is not offered again.
        var comma = typed.LastIndexOf(',') + 1;
        var earlier = typed[..comma].Split(',');
        return values.Where(value => !earlier.Contains(value)).Select(value => typed[..comma] + value);
    }

    private static IEnumerable<string> Meant(string name, JsonSchema schema, CompletionScope scope) => (name, schema) switch
    {
        (_, { Enum.IsEmpty: false }) => schema.Enum,
        (_, { Type: SchemaType.Boolean }) => ["0", "1"],
        ("vmid", { Optional: false, Format: "pve-vmid" }) when scope.MakesGuest => [NextVmid(scope)],
        (_, { Format: "pve-vmid" or "pve-vmid-list" }) => Guests(scope).Select(guest => guest.Vmid.ToString(CultureInfo.InvariantCulture)),
        (_, { Format: "pve-node" or "pve-node-list" }) => scope.Here.Datacenter.Nodes.Keys,
        (_, { Format: "pve-storage-id" or "storage-pair-list" }) => scope.Here.Datacenter.Storages.Storages.Select(storage => storage.Id),
        (_, { Format: "pve-storage-content" or "pve-storage-content-list" }) => ["backup", "images", "import", "iso", "rootdir", "snippets", "vztmpl"],
        (_, { Format: "pve-poolid" }) or ("pool", _) => Pools.Names(scope.Here.Datacenter),
        (_, { Format: "pve-volume-id-or-qm-path" }) =>
            scope.Here.Datacenter.Storages.Storages.Where(storage => storage.Content.Contains("images")).Select(storage => storage.Id + ":"),
        ("sid", { Format: "pve-ha-resource-or-vm-id" }) when scope.Method == "/cluster/ha/resources" => Unmanaged(scope.Here),
        ("sid" or "resource" or "resources", _) => scope.Here.View.HighAvailability.Resources.Resources.Select(resource => resource.Id),
        ("rule", _) => scope.Here.View.HighAvailability.Rules.Rules.Select(rule => rule.Id),
        ("archive", _) => Volumes(scope, "backup"),
        ("ostemplate", _) => Volumes(scope, scope.Known.ContainsKey("restore") ? "backup" : "vztmpl"),
        ("volume", _) or (_, { Format: "pve-volume-id" }) => Volumes(scope, null),
        ("upid", _) => scope.Node.Tasks.All.Select(task => task.Upid.Encode()),
        ("id" or "job-id", _) => scope.Here.Datacenter.Jobs.Jobs.Select(job => job.Id),
        ("delete" or "revert", { Format: "pve-configid-list" }) => Settings(scope),
        _ => [],
    };

    /// <summary>The next key of a property string, or the value of the key being typed.</summary>
    private static IEnumerable<string> PropertyString(ObjectSchema keys, CompletionScope scope, string typed)
    {
        var comma = typed.LastIndexOf(',') + 1;
        var (before, last) = (typed[..comma], typed[comma..]);
        var equals = last.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
        {
            var key = last[..equals];
            return keys.Properties.TryGetValue(key, out var value) ? Meant(key, value, scope).Select(word => $"{before}{key}={word}") : [];
        }
        var given = before.Split(',').Select(part => part.Split('=')[0]).ToList();
        var bare = before.Length == 0 && PropertyStringText.DefaultKey(keys) is { } first ? Meant(first, keys.Properties[first], scope) : [];
        return bare.Concat(keys.Properties.Where(key => key.Value.Alias is null && !given.Contains(key.Key)).Select(key => $"{before}{key.Key}="));
    }

    /// <summary>The guests the method could be about: those that run for stopping, those that do not for starting (real: complete_vmid_running, …).</summary>
    private static IEnumerable<Sim.Guests.Guest> Guests(CompletionScope scope)
    {
        bool Is(string kind, string program) =>
            scope.Method.Contains("/" + kind, StringComparison.Ordinal) || scope.Method.StartsWith(program + " ", StringComparison.Ordinal);
        var guests = scope.Method.StartsWith("/cluster/", StringComparison.Ordinal) ? scope.Here.Datacenter.Nodes.Values.SelectMany(node => node.Guests.All)
            : Is("lxc", "pct") ? scope.Node.Guests.Containers.All
            : Is("qemu", "qm") ? scope.Node.Guests.VirtualMachines.All
            : scope.Node.Guests.All;
        return scope.Method[(scope.Method.LastIndexOf("/status/", StringComparison.Ordinal) + 1)..] switch
        {
            "status/start" => guests.Where(guest => !guest.IsRunning),
            "status/stop" or "status/shutdown" or "status/reset" or "status/reboot" or "status/suspend" => guests.Where(guest => guest.IsRunning),
            _ => guests,
        };
    }

    /// <summary>The guests that HA does not look after yet.</summary>
    private static IEnumerable<string> Unmanaged(Node here) => here.Datacenter.Nodes.Values.SelectMany(node => node.Guests.All).OrderBy(guest => guest.Vmid)
        .Select(guest => string.Create(CultureInfo.InvariantCulture, $"{(guest is Sim.Guests.VirtualMachine ? "vm" : "ct")}:{guest.Vmid}"))
        .Where(sid => here.View.HighAvailability.Resources.Find(sid) is null);

    private static string NextVmid(CompletionScope scope) => (string)ApiCatalogue.Tree.Invoke(
        Verb.Get, "/cluster/nextid", new ApiCall { Datacenter = scope.Here.Datacenter, LocalNode = scope.Here.Name, Parameters = [] })!;

    /// <summary>
    /// The volumes that can be seen now; a storage that is not mounted or does not answer has none. Unlike the command's own listing this does
    /// not activate a storage.
    /// </summary>
    private static List<string> Volumes(CompletionScope scope, string? content)
    {
        List<string> volumes = [];
        var storages = scope.Node.Storages;
        foreach (var storage in scope.Here.Datacenter.Storages.Storages.Where(storages.IsEnabled))
        {
            if (scope.Known.GetValueOrDefault("storage") is { Length: > 0 } only && only != storage.Id && content is null) continue;
            foreach (var kind in storage.Content.Where(kind => content is null || kind == content))
            {
                try
                {
                    volumes.AddRange(StorageTypes.Get(storage.Type).List(storages.View(storage), kind, null).Select(volume => volume.VolumeId));
                }
                catch (PveException)
                {
                    // The command itself will say what is wrong with the storage.
                }
            }
        }
        return volumes;
    }

    private static IEnumerable<string> Settings(CompletionScope scope) =>
        int.TryParse(scope.Known.GetValueOrDefault("vmid"), NumberStyles.None, CultureInfo.InvariantCulture, out var vmid) && scope.Node.Guests.Either(vmid) is { } guest
            ? guest.Config.Values.Keys.Concat(guest.Config.Pending.Keys)
            : scope.Here.Datacenter.Storages.Find(scope.Known.GetValueOrDefault("storage") ?? "")?.Properties.Keys ?? [];
}
