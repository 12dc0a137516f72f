using System.Collections.Immutable;
using PveLab.Courseware.Variants;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Courseware.Scenarios;

/// <summary>
/// A scenario as its author wrote it, before a seed is chosen: the texts of its YAML and of its world. Nothing else of it is ever read
/// while it is played, so it may as well come out of a bundle (<see cref="ScenarioContent"/>) as from the disk.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Folder">The folder with its transcripts; null for a world's free play, and for what came out of a bundle.</param>
/// <param name="ContentHash">SHA-256 over everything an attempt depends on, and nothing else: the scenario and its world.</param>
public sealed record ScenarioFolder(string Id, string? Folder, string ContentHash)
{
    /// <summary>Variants kept for the next attempt: a rehearsal plays each of its seeds many times, a class its exam.</summary>
    private const int KeptVariants = 32;

    private volatile ImmutableDictionary<ulong, ScenarioVariant> variants = ImmutableDictionary<ulong, ScenarioVariant>.Empty;
    private volatile ImmutableSortedDictionary<string, VariantRange>? ranges;

    /// <summary>A copy reads its own variants: whoever makes one changes the texts they are read from.</summary>
    private ScenarioFolder(ScenarioFolder other)
    {
        (Id, Folder, ContentHash, File, World, EarlierHash) = (other.Id, other.Folder, other.ContentHash, other.File, other.World, other.EarlierHash);
        variants = ImmutableDictionary<ulong, ScenarioVariant>.Empty;
    }

    /// <summary>The YAML of the scenario; null for free play.</summary>
    public ContentFile? File { get; init; }

    /// <summary>The YAML of the world.</summary>
    public required ContentFile World { get; init; }

    /// <summary>What journals of format 1 call the content: a hash over every file of the folder, transcripts too.</summary>
    internal Lazy<string>? EarlierHash { get; init; }

    /// <summary>The hash that a journal of a format is bound to; null when its content is not all here.</summary>
    public string? HashOf(int format) => format == Attempts.JournalHeader.FirstFormat ? EarlierHash?.Value : ContentHash;

    /// <summary>The scenario as <paramref name="seed"/> makes it; free play is always the plain one.</summary>
    /// <exception cref="ContentException">The scenario or its world is not usable.</exception>
    public ScenarioVariant Variant(ulong seed)
    {
        // Records are immutable, so one reading serves every attempt that draws the same. Nobody waits for a lock: a class is graded side by side.
        if (File is null || Ranges().Count == 0) seed = 0;
        if (variants.TryGetValue(seed, out var known)) return known;
        var variant = ReadVariant(seed);
        variants = (variants.Count < KeptVariants ? variants : variants.Clear()).SetItem(seed, variant);
        return variant;
    }

    /// <summary>Checks the scenario's faults, and those of a twist, against the world they are to happen in.</summary>
    /// <exception cref="ContentException">A parameter cannot be used; the message names its place.</exception>
    public static void CheckFaults(ScenarioVariant variant, Twist? twist, Datacenter world, Instant start)
    {
        if (variant.File is not { } file) return;
        FaultCheck.Check(file.Name, file.Text, ["faults"], variant.Scenario.Faults, world, start);
        if (twist is not null) FaultCheck.Check(file.Name, file.Text, ["exam", "twists", variant.Scenario.Exam!.Twists.IndexOf(twist), "faults"], twist.Faults, world, start);
    }

    /// <summary>Puts the scenario's own files into its world, which has just been switched on.</summary>
    /// <exception cref="ContentException">One cannot lie there; the message names its place.</exception>
    public static void PutFiles(ScenarioVariant variant, Datacenter world)
    {
        if (variant.File is { } file) ScenarioFiles.Put(file, variant.Scenario, world);
    }

    private ScenarioVariant ReadVariant(ulong seed)
    {
        var values = Draw(seed);
        var world = YamlContent.Read<WorldFile>(World.Name, Placeholders.Fill(World.Name, World.Text, values));
        if (File is null) return new ScenarioVariant(FreePlay(world), world, ImmutableSortedDictionary<string, string>.Empty);
        var filled = File with { Text = Placeholders.Fill(File.Name, File.Text, values) };
        var scenario = YamlContent.Read<Scenario>(File.Name, filled.Text);
        ScenarioCheck.Check(File, scenario, world, Id);
        return new ScenarioVariant(scenario, world, values) { File = filled };
    }

    private ImmutableSortedDictionary<string, string> Draw(ulong seed)
    {
        try
        {
            return VariantDraw.Draw(Ranges(), seed);
        }
        catch (FormatException error)
        {
            var blamed = File is { } own && own.Text.Contains("variants:", StringComparison.Ordinal) ? own : World;
            throw new ContentException(blamed.Name, blamed.LineOf("variants:"), 1, error.Message);
        }
    }

    /// <summary>What the world draws, and what the scenario adds to it or draws in another way.</summary>
    private ImmutableSortedDictionary<string, VariantRange> Ranges()
    {
        if (ranges is not null) return ranges;
        var all = YamlContent.ReadPart<Drawn>(World.Name, World.Text).Variants.ToImmutableSortedDictionary(StringComparer.Ordinal);
        return ranges = File is null ? all : all.SetItems(YamlContent.ReadPart<Drawn>(File.Name, File.Text).Variants);
    }

    private static Scenario FreePlay(WorldDefinition world) => new() { Id = world.Id, World = world.Id, Title = world.Title, Story = world.Title };

#pragma warning disable CA1812 // YamlDotNet creates it.
    private sealed class Drawn
#pragma warning restore CA1812
    {
        public Dictionary<string, VariantRange> Variants { get; set; } = [];
    }
}

/// <summary>A text file of the courseware.</summary>
/// <param name="Name">The name errors give it.</param>
/// <param name="Text">Its text.</param>
public sealed record ContentFile(string Name, string Text)
{
    /// <summary>The first line (1-based) that begins with <paramref name="beginning"/>, or 1.</summary>
    public int LineOf(string beginning) => Math.Max(0, Array.FindIndex(Text.Split('\n'), l => l.TrimStart(' ', '-').StartsWith(beginning, StringComparison.Ordinal))) + 1;
}

/// <summary>A scenario and its world for one seed.</summary>
/// <param name="Scenario">The scenario with its values filled in.</param>
/// <param name="World">The world with its values filled in.</param>
/// <param name="Values">The values drawn.</param>
public sealed record ScenarioVariant(Scenario Scenario, WorldDefinition World, ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>The YAML of the scenario with its values filled in, where errors have their places; null for free play.</summary>
    public ContentFile? File { get; init; }
}
