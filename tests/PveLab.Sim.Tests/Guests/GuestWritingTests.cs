using CsCheck;
using PveLab.Sim.Guests;
using PveLab.Testing;

namespace PveLab.Sim.Tests.Guests;

public sealed class GuestWritingTests
{
    private const string Orders = "/srv/app/orders.log";

    [Fact]
    public void A_workload_writes_a_row_at_every_full_minute_of_uptime()
    {
        var lab = new Lab();
        var rows = lab.Guest.System!.Files[Orders].Rows!;
        Assert.Equal(10, rows.Count);
        Assert.Equal("2026-04-01 09:00:00 row 10", rows.Row(10, lab.World.Zone));
        lab.Pass(90);
        Assert.Equal(["2026-04-01 09:00:00 row 10", "2026-04-01 09:01:00 row 11"], lab.Guest.System!.Files[Orders].Tail(2, lab.World.Zone));
    }

    [Fact]
    public void Nothing_is_planned_for_it()
    {
        var lab = new Lab();
        Assert.Null(lab.World.Clock.NextDue);
    }

    [Fact]
    public void A_paused_guest_writes_nothing_and_its_rows_keep_their_times()
    {
        var lab = new Lab();
        lab.Pass(61);
        lab.Guest.Suspend();
        lab.Pass(3600);
        Assert.Equal(11, lab.Guest.System!.Files[Orders].Rows!.Count);
        lab.Guest.Resume();
        lab.Pass(60);
        Assert.Equal(
            ["2026-04-01 09:00:00 row 10", "2026-04-01 09:01:00 row 11", "2026-04-01 10:02:00 row 12"],
            lab.Guest.System!.Files[Orders].Tail(3, lab.World.Zone));
    }

    [Fact]
    public void A_capture_never_changes_and_a_restored_guest_continues_from_it()
    {
        var lab = new Lab();
        var capture = lab.Disk.Capture();
        lab.Pass(7200);
        Assert.Equal(10, capture.System!.Files[Orders].Rows!.Count);
        lab.Guest.Stop();
        lab.Disk.Restore(capture);
        Assert.Equal(capture.NewestRow, lab.Guest.System!.NewestRow);
        lab.Guest.Start();
        lab.Pass(120);
        Assert.Equal("2026-04-01 11:02:00 row 12", lab.Guest.System!.Files[Orders].Tail(1, lab.World.Zone)[0]);
    }

    [Fact]
    public void The_size_of_a_row_file_is_that_of_its_text()
    {
        var lab = new Lab();
        lab.Pass(60 * 1200);
        var file = lab.Guest.System!.Files[Orders];
        Assert.Equal(file.Lines(lab.World.Zone).Sum(l => l.Length + 1), file.Size);
        Assert.Equal(file.LineCount, file.Lines(lab.World.Zone).Count());
    }

    [Fact]
    public void A_year_of_rows_costs_as_little_as_a_minute()
    {
        var lab = new Lab();
        lab.Pass(365 * 86400);
        Assert.Equal(525_610, lab.Guest.System!.Files[Orders].Rows!.Count);
        Assert.Null(lab.Guest.System!.Files[Orders].Rows!.Earlier);
    }

    [Fact]
    public void Whatever_happens_VMIDs_stay_unique_and_written_bytes_never_shrink() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 400]).Array[1, 40].Holds(steps =>
        {
            var lab = new Lab();
            var written = lab.Disk.Capture().Written;
            foreach (var (verb, seconds) in steps)
            {
                try
                {
                    Do(lab, verb);
                }
                catch (PveException)
                {
                    // A refusal is as good as any other outcome: the world must stay sound.
                }
                lab.Pass(seconds / 4.0);
                var now = lab.Disk.Capture();
                Assert.True(now.Written >= written);
                Assert.True(now.Written <= now.Size);
                written = now.Written;
                Assert.Equal(lab.Guest.IsRunning, lab.Guest.Pid is not null);
                Assert.True(lab.Guest.IsRunning || lab.Guest.Os.Status == OsStatus.Off);
                var vmids = lab.World.Nodes.Values.SelectMany(n => n.Guests.All).Select(g => g.Vmid).ToList();
                Assert.Equal(vmids.Count, vmids.Distinct().Count());
            }
        }, cases: 40);

    private static void Do(Lab lab, int verb)
    {
        var guest = lab.Guest;
        switch (verb)
        {
            case 0: guest.Start(); break;
            case 1: guest.Stop(); break;
            case 2: guest.Shutdown(); break;
            case 3: guest.Suspend(); break;
            case 4: guest.Resume(); break;
            case 5: guest.Reset(); break;
            case 6: guest.Reboot(); break;
            case 7: lab.World.Nodes["pve2"].Guests.Create(100 + lab.Node.Tasks.All.Count % 3, GuestConfig.Empty); break;
            default: guest.Start(paused: true); break;
        }
    }
}
