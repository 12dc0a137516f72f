using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PveLab.Courseware.Attempts;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;

namespace PveLab.Courseware.Rehearsals;

/// <summary>
/// What an attempt has made of its world, in one word: what happened (in any order), files, guests, ZFS, and what the shell remembers. When
/// things happened is left out, so two attempts that did the same things a little earlier or later have the same digest.
/// </summary>
internal sealed partial class WorldDigest
{
    /// <summary>Where only names count, for logs tell how long things took.</summary>
    private static bool IsLog(string path) => path.StartsWith("/var/", StringComparison.Ordinal) || path.EndsWith(".log", StringComparison.Ordinal);

    /// <summary>What the kernel and running programs show, and no attempt makes.</summary>
    private static readonly string[] Passing = ["proc", "sysfs", "devtmpfs", "devpts", "tmpfs", "fuse"];

    /// <summary>Variables that change by themselves.</summary>
    private static readonly string[] Fleeting = ["_", "RANDOM", "SECONDS", "LINENO", "BASH_COMMAND", "EPOCHSECONDS", "EPOCHREALTIME"];

    private static readonly Type[] Kept = [typeof(string), typeof(int), typeof(bool)];

    private static readonly ConcurrentDictionary<Type, ImmutableArray<PropertyInfo>> Members = new();

    private readonly Attempt attempt;
    private readonly List<string> lines = [];
    private readonly string opened;
    private readonly long openedAt;

    private WorldDigest(Attempt attempt)
    {
        this.attempt = attempt;
        openedAt = attempt.Began.UnixSeconds;
        opened = Digits(attempt.World.Zone.Stamp(openedAt));
    }

    /// <summary>The digest of an attempt as it is now.</summary>
    public static string Of(Attempt attempt)
    {
        var digest = new WorldDigest(attempt);
        digest.Add(attempt.World);
        digest.AddShell();
        digest.lines.Sort(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', digest.lines))));
    }

    private void Add(Datacenter world)
    {
        // What is tried again until it works happens more often or less; that it happened counts.
        lines.AddRange(attempt.Observe().Facts<Fact>().Select(f => Timeless("fact " + Tell(f))).Distinct(StringComparer.Ordinal));
        var seen = new HashSet<FileSystem>(ReferenceEqualityComparer.Instance);
        foreach (var view in world.Nodes.Values.Select(n => n.View).Prepend(world.View))
            if (seen.Add(view.Files)) Add(view.Files.Root, "/etc/pve");
        foreach (var node in world.Nodes.Values)
        {
            foreach (var mount in node.Files.Mounts.Where(m => !Passing.Contains(m.FileSystem.Type)))
                if (seen.Add(mount.FileSystem)) Add(mount.FileSystem.Root, mount.Point.TrimEnd('/'));
            foreach (var guest in node.Guests.All) Add(guest);
            foreach (var pool in node.Zpools.Values)
                lines.AddRange(pool.Datasets.Keys.Select(d => $"dataset {node.Name} {d}"));
        }
    }

    private void Add(DirectoryEntry directory, string path)
    {
        foreach (var (name, entry) in directory.Entries)
        {
            var place = $"{path}/{name}";
            // Tasks lie in folders by their time, and facts tell of them; HA's daemons write down how they are every few seconds.
            if (place == "/var/log/pve/tasks" || name is "lrm_status" or "manager_status") continue;
            if (entry is DirectoryEntry inner) Add(inner, place);
            var text = entry switch
            {
                TextFile file when !IsLog(place) => file.Text,
                LinkEntry link => link.Target,
                _ => "",
            };
            lines.Add(Timeless($"file {place} {text}"));
        }
    }

    private void Add(Guest guest)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"guest {guest.Node.Name} {guest.Vmid}");
        lines.Add($"{place} {(guest.IsRunning ? "runs" : "rests")}{(guest.IsExecuting ? "" : " still")}");
        foreach (var (path, file) in Inside(guest).Where(f => f.Value.Rows is null)) lines.Add(Timeless($"{place} {path} {file.Text}"));
    }

    private static ImmutableSortedDictionary<string, GuestFile> Inside(Guest guest)
    {
        try
        {
            return guest.System?.Files ?? GuestSystem.Data.Files;
        }
        catch (Sim.PveException)
        {
            // Its disk is on no storage any more.
            return GuestSystem.Data.Files;
        }
    }

    private void AddShell()
    {
        var shell = attempt.Shell;
        lines.Add($"shell {shell.Node.Name} {shell.Directory} {shell.Ended} {attempt.IsRunning}");
        foreach (var name in shell.VariableNames.Except(Fleeting)) lines.Add(Timeless($"variable {name}={shell.VariableValue(name)}"));
    }

    private static string Tell(Fact fact) => fact.GetType().Name + string.Concat(
        Members.GetOrAdd(fact.GetType(), MembersOf).Select(m => string.Create(CultureInfo.InvariantCulture, $" {m.GetValue(fact)}")));

    /// <summary>Names and numbers of things; neither moments, durations and bytes nor the words of an error, which depend on the moment.</summary>
    private static ImmutableArray<PropertyInfo> MembersOf(Type fact) =>
        [.. fact.GetProperties().Where(p => p.Name != "Error" && Kept.Contains(Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType))];

    /// <summary>The text without the times of the attempt itself; what was before it keeps its time, for one archive of last week is not another.</summary>
    private string Timeless(string text)
    {
        text = Upid().Replace(text, m => IsNew(long.Parse(m.Groups[2].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)) ? m.Groups[1].Value + "*" : m.Value);
        text = Stamp().Replace(text, m => string.CompareOrdinal(Digits(m.Value), opened) >= 0 ? "*" : m.Value);
        return Epoch().Replace(text, m => IsNew(long.Parse(m.ValueSpan, CultureInfo.InvariantCulture)) ? "*" : m.Value);
    }

    private bool IsNew(long at) => at >= openedAt;

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    [GeneratedRegex("(UPID:[^:]+:)[0-9A-F]{8}:[0-9A-F]{8,9}:([0-9A-F]{8})", RegexOptions.CultureInvariant)]
    private static partial Regex Upid();

    [GeneratedRegex(@"\d{4}[-_/]\d\d[-_/]\d\d[-_T ]\d\d[:_]\d\d[:_]\d\d", RegexOptions.CultureInvariant)]
    private static partial Regex Stamp();

    [GeneratedRegex(@"(?<!\d)1[5-9]\d{8}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Epoch();
}
