using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Storage;

namespace PveLab.Courseware.Scenarios;

/// <summary>What lies around in a scenario beside its world: notes of colleagues, an old procedure, other people's data.</summary>
internal static class ScenarioFiles
{
    /// <summary>Puts the scenario's files where it says; they are in place when its faults begin.</summary>
    /// <exception cref="ContentException">One cannot be put there; the message names its place.</exception>
    public static void Put(ContentFile file, Scenario scenario, Datacenter world)
    {
        var files = world.Nodes.Values.First().Files;
        foreach (var (path, text) in scenario.Files.OrderBy(f => f.Key, StringComparer.Ordinal)) Make(path, () => files.WriteText(path, text));
        foreach (var (path, size) in scenario.Blobs.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var bytes = ByteSize.Parse(size) ?? throw Mistake(path, $"'{size}' is no size; write for example 32G or 500M");
            Make(path, () => files.CreateBlob(path, bytes));
        }

        void Make(string path, Action make)
        {
            try
            {
                if (!path.StartsWith('/')) throw Mistake(path, $"'{path}' must begin with /");
                files.CreateDirectory(UnixPath.Directory(path), parents: true);
                make();
            }
            catch (FileException error)
            {
                throw Mistake(path, $"'{path}' cannot be made: {error.Errno.Describe()}");
            }
        }

        ContentException Mistake(string path, string problem) => new(file.Name, file.LineOf(path), 1, problem);
    }
}
