using System.Globalization;
using PveLab.Sim.Cluster;
using PveLab.Sim.Migration;

namespace PveLab.Sim.Replication;

/// <summary>The node a job copies to, reached by ssh (pve-guest-common: PVE/Replication.pm remote_prepare_local_job, remote_finalize_local_job, replicate_volume).</summary>
internal sealed partial class ReplicationTarget(Node source, Node target) : IReplicationTarget
{
    private const int BytesPerMegabyte = 1_000_000;

    private static readonly TimeSpan PerlStarts = TimeSpan.FromMilliseconds(700);

    private readonly NodeTunnel tunnel = new(source, target);

    /// <inheritdoc />
    public IEnumerable<TimeSpan> Prepare(ReplicationPreparation preparation, Action<string> log, Action<PreparedVolumes> answer)
    {
        void Say(string line) => log("(remote_prepare_local_job) " + line);
        foreach (var piece in Connect(Say, () => PrepareCommand(preparation))) yield return piece;
        Remote(Say, () => PrepareCommand(preparation), () => answer(target.Replication.Receiver.Prepare(preparation, Say)));
    }

    /// <inheritdoc />
    public IEnumerable<TimeSpan> Complete(ReplicationPreparation preparation, Action<string> log)
    {
        void Say(string line) => log("(remote_finalize_local_job) " + line);
        foreach (var piece in Connect(Say, () => CompleteCommand(preparation))) yield return piece;
        Remote(Say, () => CompleteCommand(preparation), () => target.Replication.Receiver.Complete(preparation, Say));
    }

    private static string PrepareCommand(ReplicationPreparation preparation)
    {
        var words = new List<string> { "pvesr", "prepare-local-job", preparation.Job };
        if (!preparation.Scan.IsEmpty) words.AddRange(["--scan", string.Join(',', preparation.Scan)]);
        words.AddRange(preparation.Volumes);
        words.AddRange(["--last_sync", preparation.LastSync.ToString(CultureInfo.InvariantCulture)]);
        if (preparation.Parent is { } parent) words.AddRange(["--parent_snapname", parent]);
        if (preparation.Force) words.Add("--force");
        return NodeTunnel.Words(words);
    }

    private static string CompleteCommand(ReplicationPreparation preparation) => NodeTunnel.Words(
        ["pvesr", "finalize-local-job", preparation.Job, .. preparation.Volumes, "--last_sync", preparation.LastSync.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Waits until a remote command runs.</summary>
    /// <exception cref="PveException">The other node does not answer.</exception>
    private IEnumerable<TimeSpan> Connect(Action<string> say, Func<string> command)
    {
        if (!tunnel.IsOpen)
        {
            yield return NodeTunnel.GivesUpAfter;
            if (!tunnel.IsOpen)
            {
                say(tunnel.NoRoute);
                throw Failed(command());
            }
        }
        if (!target.Services.IsActive("ssh"))
        {
            say($"ssh: connect to host {tunnel.Address} port 22: Connection refused");
            throw Failed(command());
        }
        yield return NodeTunnel.Takes + PerlStarts;
    }

    /// <summary>Does what the remote command does; what it dies of goes to its standard error.</summary>
    private void Remote(Action<string> say, Func<string> command, Action act)
    {
        try
        {
            act();
        }
        catch (PveException error)
        {
            foreach (var line in error.Message.TrimEnd('\n').Split('\n')) say(line);
            throw Failed(command());
        }
    }

    private PveException Failed(string remote) => new($"command '{tunnel.Command("-- " + remote)}' failed: exit code 255");
}
