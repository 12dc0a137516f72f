using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Sim.Services;

/// <summary>
/// A node's journal: what its programs and its kernel wrote, under the names and process ids of the real ones. It is bounded: the oldest
/// lines go when it is full, as journald vacuums its files.
/// </summary>
public sealed class NodeJournal(Node node)
{
    /// <summary>How many lines are kept.</summary>
    public const int Kept = 4000;

    private readonly Queue<JournalEntry> entries = new();
    private readonly List<Instant> boots = [];

    /// <summary>What is kept, oldest first.</summary>
    public IReadOnlyCollection<JournalEntry> Entries => entries;

    /// <summary>How many lines were ever written: whoever follows the journal reads what came since.</summary>
    public long Written { get; private set; }

    /// <summary>When the node was switched on, oldest first.</summary>
    public IReadOnlyList<Instant> Boots => boots;

    /// <summary>Writes a line.</summary>
    /// <param name="ident">Who writes.</param>
    /// <param name="pid">The writer's process id.</param>
    /// <param name="text">What; each line of it becomes an entry.</param>
    /// <param name="priority">How urgent it is.</param>
    /// <param name="unit">The unit with its suffix; null: the service that is named like the writer, if there is one.</param>
    public void Write(string ident, long pid, string text, Priority priority = Priority.Info, string? unit = null)
    {
        unit ??= node.Services.Find(ident) is { } service && node.Services.IsActive(ident) ? service.Unit.Id : null;
        if (!text.Contains('\n', StringComparison.Ordinal)) Append(ident, pid, text, priority, unit);
        else
            foreach (var line in text.TrimEnd('\n').Split('\n')) Append(ident, pid, line, priority, unit);
    }

    /// <summary>Writes a line of the kernel.</summary>
    public void Kernel(string text, Priority priority = Priority.Info) => Append("kernel", 0, text, priority, null);

    /// <summary>The lines written since <paramref name="count"/> had been written.</summary>
    public IEnumerable<JournalEntry> Since(long count) => entries.TakeLast((int)Math.Min(entries.Count, Math.Max(0, Written - count)));

    internal void BeginBoot()
    {
        boots.Add(node.Clock.Now);
        Kernel($"Linux version {Release.Kernel} (build@proxmox) (gcc (Debian 14.2.0-19) 14.2.0, GNU ld (GNU Binutils for Debian) 2.44) {Release.KernelBuild}", Priority.Notice);
        Kernel($"Command line: BOOT_IMAGE=/boot/vmlinuz-{Release.Kernel} root=/dev/mapper/pve-root ro quiet");
    }

    private void Append(string ident, long pid, string text, Priority priority, string? unit)
    {
        entries.Enqueue(new JournalEntry(node.Time.Now, Math.Max(0, boots.Count - 1), ident, pid, priority, text, unit));
        Written++;
        if (entries.Count > Kept) entries.Dequeue();
    }
}
