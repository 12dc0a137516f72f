using PveLab.Courseware.Reports;

namespace PveLab.Courseware.Tests.Grading;

/// <summary>Each criterion about several nodes, replicas and recoveries, in a cluster that meets it and in one that does not: what is typed is really done.</summary>
public sealed class ClusterCriteriaTests : IDisposable
{
    private const string Sleep = "sleep 600\n";
    private const string Outage = "qm stop 100\nsleep 600\nqm start 100\n";
    private const string Lost = "qm snapshot 100 old\nsleep 1200\nqm stop 100\nqm rollback 100 old\nqm start 100\n";
    private const string Moved = "mv /etc/pve/nodes/pve2/qemu-server/102.conf /etc/pve/nodes/pve1/qemu-server/\n";

    // Nine o'clock is 1775001600; two minutes later the copy is made by hand, as a job would leave it.
    private const string Copy = "#! node pve2\nsleep 120\nzfs create -s -V 16G rpool/data/vm-100-disk-0\nzfs snapshot rpool/data/vm-100-disk-0@__replicate_100-0_1775001720__\n"
        + "#! node pve1\nzfs snapshot rpool/data/vm-100-disk-0@__replicate_100-0_1775001720__\n";

    private const string Job = "printf 'local: 100-0\\n\\ttarget pve2\\n\\n' > /etc/pve/replication.cfg\n";
    private const string State = "mkdir -p /var/lib/pve-manager\necho '{\"100\":{\"local/pve2\":{\"fail_count\":2}}}' > /var/lib/pve-manager/pve-replication-state.json\n";
    private const string Managed = "mkdir -p /etc/pve/ha\necho '{\"service_status\":{\"vm:100\":{\"node\":\"pve1\",\"state\":\"started\"}}}' > /etc/pve/ha/manager_status\n";

    private readonly CriterionLab lab = new("three-nodes");

    public void Dispose() => lab.Dispose();

    [Theory]
    [InlineData("guest-on-node, guest: 100", "", true)]
    [InlineData("guest-on-node, guest: 100, nodes: [pve2, pve3]", "", false)]
    [InlineData("guest-on-node, guest: 100, nodes: [pve1]", "qm stop 100\n", false)]
    [InlineData("guest-on-node, guest: 100, nodes: [pve1], running: false", "qm stop 100\n", true)]
    [InlineData("guest-on-node, guest: 999", "", false)]
    [InlineData("guest-on-node, guest: 102, nodes: [pve1], running: false", Moved, true)]
    [InlineData("never-down, guest: 100, atMostMinutes: 9", Outage, false)]
    [InlineData("never-down, guest: 100, atMostMinutes: 11", Outage, true)]
    [InlineData("recovered-within, guest: 100", Sleep, false)]
    [InlineData("recovered-within, guest: 100", "qm stop 100\n", false)]
    [InlineData("recovered-within, guest: 100", Outage, true)]
    [InlineData("recovered-within, guest: 100, atMostMinutes: 9", Outage, false)]
    [InlineData("recovered-within, guest: 100, atMostMinutes: 11", Outage + "sleep 3600\nqm stop 100\nqm start 100\n", true)]
    [InlineData("no-split-brain", Outage, true)]
    [InlineData("no-split-brain", Moved + "qm start 102\nsleep 5\n", false)]
    [InlineData("no-split-brain, guest: 100", Moved + "qm start 102\nsleep 5\n", true)]
    [InlineData("no-split-brain", Moved + "qm start 102\nsleep 5\nqm stop 102\n", false)]
    [InlineData("no-split-brain, when: now", Moved + "qm start 102\nsleep 5\nqm stop 102\n", true)]
    [InlineData("data-restored, guest: 100, which: original, file: /srv/db/orders.log, since: failure, lostAtMostRows: 1", Outage, true)]
    [InlineData("data-restored, guest: 100, which: original, file: /srv/db/orders.log, since: failure, lostAtMostRows: 15", Lost, false)]
    [InlineData("data-restored, guest: 100, which: either, file: /srv/db/orders.log, since: failure, lostAtMostRows: 25", Lost, true)]
    [InlineData("data-restored, guest: 100, which: either, file: /srv/db/orders.log, since: failure, lostAtMostMinutes: 15", Lost, false)]
    [InlineData("data-restored, guest: 100, which: either, file: /srv/db/orders.log, lostAtMostMinutes: 15", Lost, true)]
    [InlineData("outage-measured, guest: 100", "echo 'RTO 10 min' > /root/note\n", false)]
    [InlineData("outage-measured, guest: 100", Outage + "echo 'RTO 10 min' > /root/note\n", true)]
    [InlineData("outage-measured, guest: 100", Outage + "echo 'RTO 30 min' > /root/note\n", false)]
    [InlineData("outage-measured, guest: 100, what: rpo", Lost + "echo 'RPO 20 min' > /root/note\n", true)]
    [InlineData("outage-measured, guest: 100, what: rpo", Lost + "echo 'RPO 5 min' > /root/note\n", false)]
    [InlineData("outage-measured, guest: 100, what: rpo", Lost + "echo 'RTO 20 min, RPO 2 min' > /root/note\n", false)]
    [InlineData("outage-measured, guest: 100, what: rpo", Lost + "echo 'lost at 20:00' > /root/note\n", false)]
    [InlineData("replica-fresh, guest: 100", "", false)]
    [InlineData("replica-fresh, guest: 100", Copy, true)]
    [InlineData("replica-fresh, guest: 100, target: pve2", Copy, true)]
    [InlineData("replica-fresh, guest: 100, target: pve3", Copy, false)]
    [InlineData("replica-fresh, guest: 100", Copy + "sleep 1200\n", false)]
    [InlineData("replica-fresh, guest: 100, atMostMinutes: 0, atMostRows: 10", Copy, false)]
    [InlineData("replica-fresh, guest: 101", "", false)]
    [InlineData("replication-healthy, guest: 100", Copy, false)]
    [InlineData("replication-healthy, guest: 100", Job, false)]
    [InlineData("replication-healthy, guest: 100", Copy + Job, true)]
    [InlineData("replication-healthy, guest: 100, target: pve3", Copy + Job, false)]
    [InlineData("replication-healthy, guest: 100", Copy + Job + State, false)]
    [InlineData("replication-healthy, guest: 100", Copy + "printf 'local: 100-0\\n\\ttarget pve2\\n\\tdisable 1\\n\\n' > /etc/pve/replication.cfg\n", false)]
    [InlineData("replication-healthy, guest: 100", Copy + Job + "zfs destroy rpool/data/vm-100-disk-0@__replicate_100-0_1775001720__\n", false)]
    [InlineData("ha-service-state, guest: 100", "", false)]
    [InlineData("ha-service-state, guest: 100", Managed, true)]
    [InlineData("ha-service-state, guest: 100, state: error", Managed, false)]
    [InlineData("ha-service-state, guest: 100, nodes: [pve2]", Managed, false)]
    public void A_criterion_is_met_when_the_cluster_is_so(string criterion, string lines, bool met)
    {
        var finding = lab.Judge(criterion, lines);
        Assert.True(finding.Met == met, string.Join("; ", finding.Evidence.Select(e => e.What.En)));
        Assert.NotEmpty(finding.Evidence);
    }

    [Fact]
    public void A_guest_that_its_node_took_down_is_recovered_elsewhere_and_the_time_is_told()
    {
        lab.Judge("recovered-within, guest: 102", "sleep 60\n");
        lab.Attempt.World.Node("pve2").Host.PowerOff();
        lab.Type("sleep 240\n" + Moved + "qm start 102\n");
        var finding = lab.JudgeNow();
        Assert.True(finding.Met);
        Assert.Matches("^4 min ([0-9]+ s )?after VM 102 went down, VM 102 ran on pve1 \\(RTO\\)$", finding.Evidence[0].What.En);
    }

    [Fact]
    public void What_a_failure_cost_is_among_the_measures_of_the_report()
    {
        lab.Judge("outage-measured, guest: 100, what: rpo", Lost);
        var (lost, report) = (lab.Attempt.Grade().Measures!.DataLost!.Value, TextReport.Write(Report.Of(lab.Attempt), "en"));
        Assert.InRange(lost.TotalMinutes, 16, 24);
        Assert.Contains("data lost (newest row that came back, to the failure)", report, StringComparison.Ordinal);
        Assert.Contains("longest outage", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guest_that_was_stopped_and_started_again_has_lost_no_data()
    {
        lab.Judge("never-down, guest: 100", Outage);
        Assert.Equal((null, TimeSpan.FromMinutes(10)), (lab.Attempt.Grade().Measures!.DataLost, TimeSpan.FromMinutes(Math.Round(lab.Attempt.Grade().Measures!.DownTime!.Value.TotalMinutes))));
    }
}
