namespace PveLab.Tui.Previews;

/// <summary>Watches folders for files that are saved. Editors save in several steps, so a change counts when nothing has followed for a moment.</summary>
internal sealed class ContentWatch : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private readonly List<FileSystemWatcher> watchers = [];
    private int changes;
    private int seen;
    private int pending;
    private TimeSpan still;

    /// <summary>Watches these folders, not what lies deeper in them.</summary>
    public ContentWatch(IEnumerable<string> folders)
    {
        foreach (var folder in folders.Distinct(StringComparer.Ordinal))
        {
            var watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.FileName | NotifyFilters.Size };
            watcher.Changed += (_, _) => Notice();
            watcher.Created += (_, _) => Notice();
            watcher.Deleted += (_, _) => Notice();
            watcher.Renamed += (_, _) => Notice();
            watcher.EnableRaisingEvents = true;
            watchers.Add(watcher);
        }
    }

    /// <summary>Something was written. Raised on a thread of its own.</summary>
    public event Action? Noticed;

    /// <summary>Whether something was written that <see cref="Changed"/> has not told yet.</summary>
    public bool IsPending => Volatile.Read(ref changes) != seen;

    /// <summary>Whether something was saved, once, after <paramref name="passed"/> more time.</summary>
    public bool Changed(TimeSpan passed)
    {
        var now = Volatile.Read(ref changes);
        if (now == seen) return false;
        if (now != pending) (pending, still) = (now, TimeSpan.Zero);
        else still += passed;
        if (still < Quiet) return false;
        seen = now;
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var watcher in watchers) watcher.Dispose();
    }

    private void Notice()
    {
        Interlocked.Increment(ref changes);
        Noticed?.Invoke();
    }
}
