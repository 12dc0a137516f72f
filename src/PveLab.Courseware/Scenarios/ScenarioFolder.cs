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
    private volatile ScenarioVariant? plain;

    /// <summary>The YAML of the scenario; null for free play.</summary>
    public ContentFile? File { get; init; }

    /// <summary>The YAML of the world.</summary>
    public required ContentFile World { get; init; }

    /// <summary>What journals of format 1 call the content: a hash over every file of the folder, transcripts too.</summary>
    internal Lazy<string>? EarlierHash { get; init; }

    /// <summary>The hash that a journal of a format is bound to; null when its content is not all here.</summary>
    public string? HashOf(int format) => format == Attempts.JournalHeader.FirstFormat ? EarlierHash?.Value : ContentHash;

    /// <summary>The scenario as <paramref name="seed"/> makes it.</summary>
    /// <exception cref="ContentException">The scenario or its world is not usable.</exception>
    public ScenarioVariant Variant(ulong seed)
    {
        // Records are immutable, so one reading serves every attempt at a scenario that draws nothing. Nobody waits for a lock: a class is graded side by side.
        if (plain is { } known) return known;
        var variant = ReadVariant(seed);
        if (variant.Values.Count == 0) plain = variant;
        return variant;
    }

    /// <summary>Checks the scenario's faults, and those of a twist, against the world they are to happen in.</summary>
    /// <exception cref="ContentException">A parameter cannot be used; the message names its place.</exception>
    public void CheckFaults(ScenarioVariant variant, Twist? twist, Datacenter world, Instant start)
    {
        if (File is null || (variant.Scenario.Faults.Count == 0 && twist is null)) return;
        var text = Placeholders.Fill(File.Name, File.Text, variant.Values);
        FaultCheck.Check(File.Name, text, ["faults"], variant.Scenario.Faults, world, start);
        if (twist is not null) FaultCheck.Check(File.Name, text, ["exam", "twists", variant.Scenario.Exam!.Twists.IndexOf(twist), "faults"], twist.Faults, world, start);
    }

    /// <summary>Puts the scenario's own files into its world, which has just been switched on.</summary>
    /// <exception cref="ContentException">One cannot lie there; the message names its place.</exception>
    public void PutFiles(ScenarioVariant variant, Datacenter world)
    {
        if (File is not null) ScenarioFiles.Put(File with { Text = Placeholders.Fill(File.Name, File.Text, variant.Values) }, variant.Scenario, world);
    }

    private ScenarioVariant ReadVariant(ulong seed)
    {
        if (File is null)
        {
            var world = YamlContent.Read<WorldDefinition>(World.Name, World.Text);
            return new ScenarioVariant(FreePlay(world), world, ImmutableSortedDictionary<string, string>.Empty);
        }
        var values = Draw(File, seed);
        var scenario = YamlContent.Read<Scenario>(File.Name, Placeholders.Fill(File.Name, File.Text, values));
        var played = YamlContent.Read<WorldDefinition>(World.Name, Placeholders.Fill(World.Name, World.Text, values));
        ScenarioCheck.Check(File, scenario, played, Id);
        return new ScenarioVariant(scenario, played, values);
    }

    private static ImmutableSortedDictionary<string, string> Draw(ContentFile file, ulong seed)
    {
        try
        {
            return VariantDraw.Draw(YamlContent.ReadPart<Ranges>(file.Name, file.Text).Variants, seed);
        }
        catch (FormatException error)
        {
            throw new ContentException(file.Name, file.LineOf("variants:"), 1, error.Message);
        }
    }

    private static Scenario FreePlay(WorldDefinition world) => new() { Id = world.Id, World = world.Id, Title = world.Title, Story = world.Title };

#pragma warning disable CA1812 // YamlDotNet creates it.
    private sealed class Ranges
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
public sealed record ScenarioVariant(Scenario Scenario, WorldDefinition World, ImmutableSortedDictionary<string, string> Values);
