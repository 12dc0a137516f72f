using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Api.Schema;
using PveLab.Sim;
using PveLab.Sim.Cluster;
using PveLab.Sim.Sections;
using PveLab.Sim.Storage;

namespace PveLab.Api.Storage;

/// <summary>Changes storage.cfg (pve-storage: PVE/API2/Storage/Config.pm create, update, delete).</summary>
internal static class StorageChanges
{
    private const string File = "/storage.cfg";

    /// <summary>Secrets never reach storage.cfg; the real code keeps them below /etc/pve/priv.</summary>
    private static readonly string[] Sensitive = ["encryption-key", "keyring", "master-pubkey", "password"];

    /// <summary><c>pvesm add</c>.</summary>
    public static JsonNode Create(ApiCall call)
    {
        var (id, type) = (call.String("storage"), StorageTypes.Get(call.String("type")));
        var values = Values(call, "storage", "type");
        if (values.GetValueOrDefault("nodes") is "") values.Remove("nodes");
        var storage = type.CheckConfig(id, values, create: true, call.Warn);
        Locked(call.View, "create storage failed", () =>
        {
            var config = call.View.Storages;
            if (config.Find(id) is not null) throw new PveException($"storage ID '{id}' already defined");
            WarnOfMkdir(call, storage);
            storage = type.OnAdd(call.Datacenter.Node(call.LocalNode).Storages.View(storage), call.Warn);
            TryActivate(call, type, storage);
            Write(call.View, config.With(storage));
        });
        return Identity(storage);
    }

    /// <summary><c>pvesm set</c>.</summary>
    public static JsonNode Update(ApiCall call)
    {
        var id = call.String("storage");
        StorageDefinition? changed = null;
        Locked(call.View, "update storage failed", () =>
        {
            var config = call.View.Storages;
            if (call.OptionalString("digest") is { } digest && digest != config.Digest)
                throw new PveException("detected modified configuration - file changed by other user? Try again.");
            var storage = config.Get(id);
            var type = StorageTypes.Get(storage.Type);
            var given = type.CheckConfig(id, Values(call, "storage", "digest", "delete"), create: false, call.Warn);
            var deleted = SectionFormats.SplitList(call.OptionalString("delete") ?? "");
            foreach (var key in deleted) CheckDelete(type, given, key);
            changed = storage with { Properties = storage.Properties.RemoveRange(deleted).SetItems(given.Properties) };
            WarnOfMkdir(call, changed);
            Write(call.View, config.With(changed));
        });
        return Identity(changed!);
    }

    /// <summary><c>pvesm remove</c>.</summary>
    public static JsonNode? Delete(ApiCall call)
    {
        var id = call.String("storage");
        Locked(call.View, "delete storage failed", () =>
        {
            var config = call.View.Storages;
            config.Get(id);
            if (config.Storages.Any(s => s["base"] is { } volume && VolumeId.TryParse(volume)?.Storage == id))
                throw new PveException("can't remove storage - storage is used as base of another storage");
            Write(call.View, config.Without(id));
        });
        return null;
    }

    private static void CheckDelete(StorageType type, StorageDefinition given, string key)
    {
        if (!type.Options.TryGetValue(key, out var option)) throw new PveException($"no such option '{key}'");
        if (!option.Optional) throw new PveException($"unable to delete required option '{key}'");
        if (option.Fixed) throw new PveException($"unable to delete fixed option '{key}'");
        if (given[key] is not null) throw new PveException($"cannot set and delete property '{key}' at the same time!");
    }

    private static void TryActivate(ApiCall call, StorageType type, StorageDefinition storage)
    {
        var storages = call.Datacenter.Node(call.LocalNode).Storages;
        if (!storages.IsEnabled(storage)) return;
        try
        {
            storages.Activate(storage);
        }
        catch (PveException error) when (!type.Simulated)
        {
            // It can be configured; whoever uses it is told again.
            call.Warn(error.Message);
        }
    }

    private static void WarnOfMkdir(ApiCall call, StorageDefinition storage)
    {
        if (storage["mkdir"] is null) return;
        call.Warn($"NOTE: The 'mkdir' option set for '{storage.Id}' is deprecated and will be removed"
            + " in Proxmox VE 9. Use 'create-base-path' or 'create-subdirs' instead.");
    }

    private static SortedDictionary<string, string> Values(ApiCall call, params string[] except)
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var (key, value) in call.Parameters)
            if (value is JsonValue scalar && !except.Contains(key) && !Sensitive.Contains(key)) values[key] = PerlText.Of(scalar);
        return values;
    }

    /// <summary>Runs under the lock of storage.cfg, which needs quorum (pve-cluster: PVE/Cluster.pm cfs_lock_file).</summary>
    private static void Locked(ClusterView view, string failure, Action change)
    {
        try
        {
            if (!view.IsWritable)
                throw new PveException("cfs-lock 'file-storage_cfg' error: no quorum!");
            change();
        }
        catch (PveException error) when (error.Code == 0)
        {
            throw new PveException($"{failure}: {error.Message}");
        }
    }

    private static void Write(ClusterView view, StorageConfig config) => view.Tree.WriteText(File, config.Write());

    private static JsonObject Identity(StorageDefinition storage) => new() { ["storage"] = storage.Id, ["type"] = storage.Type };
}
