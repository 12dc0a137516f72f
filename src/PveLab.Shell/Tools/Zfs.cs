using PveLab.Sim.Zfs;

namespace PveLab.Shell.Tools;

/// <summary>The program zfs (openzfs: cmd/zfs/zfs_main.c).</summary>
internal static class Zfs
{
    private static readonly ZfsProgram Program = new("zfs", new(StringComparer.Ordinal)
    {
        ["clone"] = new(ZfsChanges.Clone, "clone [-p] [-o property=value] ... <snapshot> <filesystem|volume>"),
        ["create"] = new(ZfsChanges.Create, "create [-p] [-o property=value] ... <filesystem>", "create [-ps] [-b blocksize] [-o property=value] ... -V <size> <volume>"),
        ["destroy"] = new(ZfsDestroying.Destroy, "destroy [-fnpRrv] <filesystem|volume>", "destroy [-dnpRrv] <filesystem|volume>@<snap>[%<snap>][,...]"),
        ["get"] = new(ZfsListing.Get, "get [-rHp] [-d max] [-o \"all\" | field[,...]]", "    [-t type[,...]] [-s source[,...]]",
            "    <\"all\" | property[,...]> [filesystem|volume|snapshot|bookmark] ..."),
        ["hold"] = new(ZfsChanges.Hold, "hold [-r] <tag> <snapshot> ..."),
        ["holds"] = new(ZfsChanges.Holds, "holds [-rHp] <snapshot> ..."),
        ["inherit"] = new(ZfsChanges.Inherit, "inherit [-rS] <property> <filesystem|volume|snapshot> ..."),
        ["list"] = new(ZfsListing.List, "list [-Hp] [-r|-d max] [-o property[,...]] [-s property]...", "    [-S property]... [-t type[,...]] [filesystem|volume|snapshot] ..."),
        ["mount"] = new(ZfsChanges.Mount, "mount", "mount [-flvO] [-o opts] <-a|-R filesystem|filesystem>"),
        ["receive"] = new(ZfsReceivingTool.Receive, "receive [-vMnsFhu] [-o <property>=<value>] ... [-x <property>] ...", "    <filesystem|volume|snapshot>",
            "receive [-vMnsFhu] [-o <property>=<value>] ... [-x <property>] ... ", "    [-d | -e] <filesystem>", "receive -A <filesystem|volume>"),
        ["release"] = new(ZfsChanges.Release, "release [-r] <tag> <snapshot> ..."),
        ["rename"] = new(ZfsChanges.Rename, "rename [-f] <filesystem|volume|snapshot> <filesystem|volume|snapshot>", "rename -p [-f] <filesystem|volume> <filesystem|volume>",
            "rename -r <snapshot> <snapshot>"),
        ["rollback"] = new(ZfsDestroying.Rollback, "rollback [-rRf] <snapshot>"),
        ["send"] = new(ZfsSending.Send, "send [-DLPbcehnpsUVvw] [-i|-I snapshot]", "     [-R [-X dataset[,dataset]...]]     <snapshot>",
            "send [-DnVvPLecwU] [-i snapshot|bookmark] <filesystem|volume|snapshot>", "send [-DnPpVvLec] [-i bookmark|snapshot] --redact <bookmark> <snapshot>",
            "send [-nVvPe] -t <receive_resume_token>", "send [-PnVv] --saved filesystem"),
        ["set"] = new(ZfsChanges.Set, "set [-u] <property=value> ... <filesystem|volume|snapshot> ..."),
        ["snapshot"] = new(ZfsChanges.Snapshot, "snapshot [-r] [-o property=value] ... <filesystem|volume>@<snap> ..."),
        ["unmount"] = new(ZfsChanges.Unmount, "unmount [-fu] <-a | filesystem|mountpoint>"),
    })
    {
        Aliases = new(StringComparer.Ordinal) { ["recv"] = "receive", ["snap"] = "snapshot", ["umount"] = "unmount" },
        NotSimulated = ["allow", "bookmark", "change-key", "diff", "groupspace", "load-key", "program", "project", "projectspace", "promote", "redact",
            "share", "unallow", "unload-key", "unshare", "unzone", "upgrade", "userspace", "wait", "zone"],
        Epilogue = "\nFor the property list, run: zfs set|get\n"
            + "\nFor the delegated permission list, run: zfs allow|unallow\n\nFor further help on a command or topic, run: zfs help [<topic>]\n",
        DatasetForm = "\nEach dataset is of the form: pool/[dataset/]*dataset[@name]\n",
    };

    public static IEnumerable<Step> Run(Invocation invocation) => Program.Run(invocation);

    /// <summary>Subcommands, then datasets and snapshots.</summary>
    public static IEnumerable<string> Complete(Editing.CompletionRequest request) => request.Words.Count <= 2 ? Program.Names
        : request.Session.Node.Zpools.Values.Where(p => p.IsImported).SelectMany(p => p.Datasets.Values)
            .SelectMany(d => d.Snapshots.Select(s => s.FullName).Prepend(d.Name));

    internal static ZfsException Cannot(string action, string name, string why) => new($"cannot {action} '{name}': {why}");
}
