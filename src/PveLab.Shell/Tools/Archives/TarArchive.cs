using System.Collections.Immutable;
using PveLab.Sim.Backup;
using PveLab.Sim.Files;
using PveLab.Sim.Time;

namespace PveLab.Shell.Tools.Archives;

/// <summary>What tar wrote: the payload of its <see cref="BlobFile"/>.</summary>
/// <param name="Members">What is in it, in order.</param>
internal sealed record TarArchive(ImmutableArray<TarMember> Members)
{
    private const long Record = 10_240;

    /// <summary>What happened to its bytes since.</summary>
    public ArchiveDamage Damage { get; init; }

    /// <summary>Bytes of the complete archive: headers, data in blocks of 512, an end, filled up to a record.</summary>
    public long Length => (Members.Sum(m => 512 + (m.Size + 511) / 512 * 512) + 1024 + Record - 1) / Record * Record;
}

/// <summary>One member of a tar archive.</summary>
/// <param name="Name">Its path as it was given, without a leading slash.</param>
/// <param name="Entry">What it was: a directory, a text, a link, or bytes of which only the meaning is known.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Owner">User and group as tar shows them, <c>root/root</c>.</param>
/// <param name="Modified">Time of the last change.</param>
/// <param name="Size">Bytes of data.</param>
internal sealed record TarMember(string Name, TarKind Entry, int Mode, string Owner, Instant Modified, long Size)
{
    /// <summary>The text, the payload, or the target of a link.</summary>
    public object? Meaning { get; init; }
}

/// <summary>What a member of a tar archive is.</summary>
internal enum TarKind
{
    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A file.</summary>
    File,

    /// <summary>A symbolic link.</summary>
    Link,
}
