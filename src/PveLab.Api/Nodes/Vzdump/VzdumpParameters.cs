using System.Collections.Immutable;
using PveLab.Api.Schema;
using static PveLab.Api.Schema.SchemaOf;

namespace PveLab.Api.Nodes.Vzdump;

/// <summary>The parameters of a backup (pve-guest-common: PVE/VZDump/Common.pm; pve-manager: PVE/API2/VZDump.pm).</summary>
public static class VzdumpParameters
{
    /// <summary>What a backup, a backup job and /etc/vzdump.conf have in common.</summary>
    public static readonly ObjectSchema Common = Object(
        ("all", Optional(Boolean("Back up all guests of this node."), "0")),
        ("bwlimit", Optional(Integer("Limit reading to this many KiB/s.", 0), "0")),
        ("compress", Optional(Choice("Compress the archive.", "0", "1", "gzip", "lzo", "zstd"), "0")),
        ("dumpdir", Optional(String("Write archives to this directory."))),
        ("exclude", Optional(Formatted("pve-vmid-list", "Leave these guests out (assumes --all)"))),
        ("exclude-path", Optional(Array(String(), "Leave out files that match these shell patterns (containers only)."))),
        ("fleecing", Optional(Formatted("backup-fleecing", "Options for backup fleecing (VMs only)."))),
        ("ionice", Optional(Integer("Input/output priority; 8 is idle.", 0, 8), "7")),
        ("lockwait", Optional(Integer("Longest wait for the global lock, in minutes.", 0), "180")),
        ("mailnotification", Optional(Choice("Deprecated: when to send a mail.", "always", "failure"), "always")),
        ("mailto", Optional(Formatted("email-or-username-list", "Deprecated: who gets a mail."))),
        ("mode", Optional(Choice("Backup mode.", "snapshot", "suspend", "stop"), "snapshot")),
        ("node", Optional(StandardOptions.Node with { Description = "Run only on this node." })),
        ("notes-template", Optional(String("Notes of the backup; knows {{cluster}}, {{guestname}}, {{node}} and {{vmid}}.") with
        {
            MaxLength = 1024,
            Requires = "storage",
        })),
        ("notification-mode", Optional(Choice("How to notify.", "auto", "legacy-sendmail", "notification-system"), "auto")),
        ("pbs-change-detection-mode", Optional(Choice("How Proxmox Backup Server finds changed files.", "legacy", "data", "metadata"))),
        ("performance", Optional(Formatted("backup-performance", "Other settings for speed."))),
        ("pigz", Optional(Integer("Use pigz with this many threads; 1 takes half the cores."), "0")),
        ("pool", Optional(String("Back up all guests of this pool."))),
        ("protected", Optional(Boolean("Mark the backup as protected.") with { Requires = "storage" })),
        ("prune-backups", Optional(Formatted("prune-backups", "Retention for this run in place of the storage's."), "keep-all=1")),
        ("quiet", Optional(Boolean("Be quiet."), "0")),
        ("remove", Optional(Boolean("Prune older backups afterwards."), "1")),
        ("script", Optional(String("Hook script."))),
        ("stdexcludes", Optional(Boolean("Leave temporary files and logs out."), "1")),
        ("stop", Optional(Boolean("Stop running backup jobs of this node."), "0")),
        ("stopwait", Optional(Integer("Longest wait for a guest to stop, in minutes.", 0), "10")),
        ("storage", Optional(StandardOptions.StorageId with { Description = "Write archives to this storage." })),
        ("tmpdir", Optional(String("Directory for temporary files."))),
        ("vmid", Optional(Formatted("pve-vmid-list", "The guests to back up."))),
        ("zstd", Optional(Integer("Threads of zstd; 0 takes half the cores."), "1")));

    /// <summary>What is refused by name: hook scripts, mails, tuning. (<c>stdout</c> and <c>fleecing</c> depend on the rest of the call.)</summary>
    public static readonly ImmutableSortedSet<string> NotSimulated =
        ApiMethod.Names("mailnotification", "mailto", "notification-mode", "performance", "script");

    /// <summary><c>vzdump</c> and <c>POST /nodes/{node}/vzdump</c>.</summary>
    public static readonly ObjectSchema Backup = Common.With(
        ("job-id", Optional(String("The backup job this run belongs to; root only.") with { Pattern = @"\S+", MaxLength = 50 })),
        ("stdout", Optional(Boolean("Write the archive to standard output."))));
}
