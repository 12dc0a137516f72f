using PveLab.Sim.Cluster;
using PveLab.Sim.Files;
using PveLab.Sim.Services;

namespace PveLab.Sim.Faults.Kinds;

/// <summary>
/// A service of the node copies data to a storage and takes whatever room there is: without room it waits and goes on as soon as there is some, and a file
/// that is removed is begun anew. Only stopping the service ends it.
/// </summary>
public sealed record CopyService : StorageFault
{
    /// <summary>The service's name, without suffix.</summary>
    public string Service { get; init; } = "camera-copy";

    /// <summary>How much it copies, as a size.</summary>
    public required string Size { get; init; }

    /// <summary>Bytes per second, as a size.</summary>
    public string Rate { get; init; } = "60M";

    /// <summary>The file that grows, below the storage's directory.</summary>
    public string File { get; init; } = "camera/recording.mkv";

    /// <inheritdoc />
    protected override IReadOnlyList<string> Types => ["dir", "nfs"];

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world).Concat(FaultSizes.Check("size", Size)).Concat(FaultSizes.Check("rate", Rate))) yield return problem;
        if (NodeOf(world).Services.Find(Service) is not null) yield return new FaultProblem("service", $"there is a service '{Service}' already");
    }

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        var node = NodeOf(site.World);
        var target = UnixPath.Directory(UnixPath.Join(Definition(site.World)["path"] ?? "/", File));
        var service = node.Services.Add(new ServiceUnit(Service + ".service", $"Copy recordings to {target}")
        {
            Command = $"/usr/local/bin/{Service} --follow --from recorder.lab.example {target}",
            FirstPid = node.Tasks.NextPid(),
            IsLocal = true,
        });
        var copier = new Copier(service, Files(site.World), FileSystemOf(site.World), this);
        node.Services.Changed += changed =>
        {
            if (changed == service) copier.Follow();
        };
        service.Start();
        return service.Stop;
    }

    private sealed class Copier
    {
        private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

        private readonly Service service;
        private readonly FileTree tree;
        private readonly string path;
        private readonly FileSystem fileSystem;
        private readonly long size;
        private readonly long rate;
        private OpenFile? file;
        private Flow? flow;
        private long before;
        private bool waiting;

        internal Copier(Service service, (FileTree Tree, string Path) place, FileSystem fileSystem, CopyService fault)
        {
            (this.service, tree, this.fileSystem) = (service, place.Tree, fileSystem);
            path = UnixPath.Join(place.Path, fault.File);
            (size, rate) = (FaultSizes.Bytes(fault.Size), FaultSizes.Bytes(fault.Rate));
        }

        private Datacenter World => service.Node.Datacenter;

        /// <summary>The service came up or went down: so does its copying.</summary>
        internal void Follow()
        {
            Stop();
            if (!service.IsActive) return;
            waiting = false;
            Copy();
        }

        /// <summary>Opens the file where it was left, and begins to write.</summary>
        private void Copy()
        {
            try
            {
                tree.CreateDirectory(UnixPath.Directory(path), parents: true);
                if (!tree.Exists(path)) tree.CreateBlob(path);
                file = tree.OpenBlob(path);
            }
            catch (FileException error)
            {
                Wait(error);
                return;
            }
            before = file.Entry.Size;
            flow = World.Bandwidth.Start([.. Backup.BackupLanes.Of(fileSystem).Select(lane => new LaneUse(lane))], rate);
            Next(Second, flow, Go);
        }

        private void Go()
        {
            if (file!.Entry.Unlinked)
            {
                Stop();
                Copy();
                return;
            }
            World.Bandwidth.Settle();
            var wanted = Math.Min(size, before + flow!.Moved);
            try
            {
                if (wanted > file.Entry.Size) file.Resize(wanted);
            }
            catch (FileException error)
            {
                Stop();
                Wait(error);
                return;
            }
            waiting = false;
            if (file.Entry.Size >= size) Stop();
            else Next(Second, flow, Go);
        }

        /// <summary>Says once why it cannot go on, and tries again and again.</summary>
        private void Wait(FileException error)
        {
            if (!waiting) service.Node.Journal.Write(service.Unit.Name, service.Pid, $"write failed: {error.Errno.Describe()}; waiting for room", Priority.Warning, service.Unit.Id);
            waiting = true;
            Next(Patience, null, Copy);
        }

        /// <summary>Does something later, unless the service was stopped or started meanwhile.</summary>
        private void Next(TimeSpan time, Flow? during, Action act)
        {
            var since = service.Since;
            World.Clock.After(time, () =>
            {
                if (service.IsActive && service.Since == since && flow == during) act();
            });
        }

        private void Stop()
        {
            if (flow is not null) World.Bandwidth.End(flow);
            (flow, file) = (null, null);
        }
    }
}
