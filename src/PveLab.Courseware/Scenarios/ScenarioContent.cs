using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PveLab.Courseware.Scenarios;

/// <summary>
/// What an attempt at a scenario depends on, by fixed names wherever it lies: <c>scenario.yaml</c> (none for free play) and <c>world.yaml</c>.
/// A bundle carries exactly these files. Transcripts are no part of it: an author may add one without voiding anybody's attempt.
/// </summary>
public static class ScenarioContent
{
    /// <summary>Name of the scenario's file.</summary>
    public const string Scenario = "scenario.yaml";

    /// <summary>Name of the world's file.</summary>
    public const string World = "world.yaml";

    /// <summary>Largest file in bytes.</summary>
    public const int MaxFileBytes = 1 << 20;

    /// <summary>The files of a scenario, under their fixed names.</summary>
    public static ImmutableArray<ContentFile> Of(ScenarioFolder folder) => Of(folder.File, folder.World);

    /// <summary>A scenario of these texts.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="scenario">The scenario; null for free play in the world.</param>
    /// <param name="world">The world.</param>
    public static ScenarioFolder Of(string id, ContentFile? scenario, ContentFile world) =>
        new(id, null, Hash(Of(scenario, world))) { File = scenario, World = world };

    /// <summary>A scenario from the files of a bundle.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="files">The files under their fixed names.</param>
    /// <param name="shownAs">The bundle's name in errors.</param>
    /// <exception cref="ContentException">A file is missing, or does not belong here.</exception>
    public static ScenarioFolder Of(string id, IReadOnlyCollection<ContentFile> files, string shownAs)
    {
        if (files.FirstOrDefault(f => f.Name is not (Scenario or World)) is { } odd)
            throw new ContentException(shownAs, 0, 0, $"'{odd.Name}' is no file of a scenario; there are {Scenario} and {World}");
        var byName = files.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.Count() == 1
            ? g.First() with { Name = $"{shownAs}/{g.Key}" }
            : throw new ContentException(shownAs, 0, 0, $"'{g.Key}' is there twice"));
        return Of(id, byName.GetValueOrDefault(Scenario), byName.GetValueOrDefault(World) ?? throw new ContentException(shownAs, 0, 0, $"{World} is missing"));
    }

    private static ImmutableArray<ContentFile> Of(ContentFile? scenario, ContentFile world) =>
        scenario is null ? [world with { Name = World }] : [scenario with { Name = Scenario }, world with { Name = World }];

    /// <summary>SHA-256 over names, lengths and texts, in hexadecimal.</summary>
    public static string Hash(IEnumerable<ContentFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            var bytes = Encoding.UTF8.GetBytes(file.Text);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Name}\0{bytes.Length}\0")));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
