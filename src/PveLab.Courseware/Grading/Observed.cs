using System.Collections.Immutable;
using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Guests;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Grading;

/// <summary>What a criterion may look at: the world with everything that happened in it, and how it was in the beginning.</summary>
/// <param name="World">The world as of now.</param>
/// <param name="Start">How it was when the attempt began.</param>
public sealed record Observed(Datacenter World, Baseline Start)
{
    /// <summary>The facts of a kind since the attempt began, oldest first.</summary>
    public IEnumerable<T> Facts<T>()
        where T : Fact => World.Facts.Of<T>(Start.Facts);

    /// <summary>What an entity's lifecycles went through since the attempt began, oldest first.</summary>
    public IEnumerable<StatusChanged> ChangesOf(string entity) => World.Facts.ChangesOf(entity, Start.Facts);
}

/// <summary>How a guest was when the attempt began.</summary>
/// <param name="Node">The node it was on.</param>
/// <param name="Config">Its configuration.</param>
/// <param name="Images">The disk images behind its drives, by drive key: the very objects, so that a replaced disk shows.</param>
public sealed record GuestBaseline(string Node, GuestConfig Config, ImmutableSortedDictionary<string, DiskImage> Images)
{
    /// <summary>Whether it had processes.</summary>
    public bool Up { get; init; }

    /// <summary>Whether its programs ran.</summary>
    public bool Executing { get; init; }
}

/// <summary>How the world was when the attempt began.</summary>
/// <param name="At">When the attempt began.</param>
/// <param name="Facts">How many facts there were.</param>
/// <param name="Guests">The guests by VMID.</param>
/// <param name="Files">The files that a criterion watches, by its id.</param>
public sealed record Baseline(
    Instant At, int Facts, ImmutableSortedDictionary<int, GuestBaseline> Guests, ImmutableSortedDictionary<string, ImmutableArray<FileMark>> Files)
{
    /// <summary>Remembers the world as it is now, and what these criteria watch in it.</summary>
    public static Baseline Of(Datacenter world, IEnumerable<Criterion> criteria) => new(
        world.Clock.Now,
        world.Facts.All.Count,
        (from node in world.Nodes.Values from guest in node.Guests.All select guest).ToImmutableSortedDictionary(g => g.Vmid, Of),
        criteria.ToImmutableSortedDictionary(c => c.Id, c => c.Watched(world).ToImmutableArray(), StringComparer.Ordinal));

    private static GuestBaseline Of(Guest guest) => new(guest.Node.Name, guest.Config, ImagesOf(guest)) { Up = guest.IsRunning, Executing = guest.IsExecuting };

    /// <summary>The disk images behind a guest's drives or mount points, by key.</summary>
    public static ImmutableSortedDictionary<string, DiskImage> ImagesOf(Guest guest) =>
        (from entry in guest.Volumes(guest.Config)
         let image = Image(guest, entry.Volume)
         where image is not null
         select (entry.Key, image)).ToImmutableSortedDictionary(e => e.Key, e => e.image, StringComparer.Ordinal);

    private static DiskImage? Image(Guest guest, string volume)
    {
        try
        {
            return guest.Node.Storages.Image(volume);
        }
        catch (Sim.PveException)
        {
            // The storage it names is no longer defined.
            return null;
        }
    }
}

/// <summary>A file as it was.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Content">Its text, or what its bytes mean.</param>
public sealed record FileMark(string Path, long Size, object? Content)
{
    /// <summary>A file as it is now.</summary>
    public static FileMark Of(string path, FileEntry file) => new(path, file.Size, file switch
    {
        TextFile text => text.Text,
        BlobFile blob => blob.Payload,
        LinkEntry link => link.Target,
        _ => null,
    });
}
