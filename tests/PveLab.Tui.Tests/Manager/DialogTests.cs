using System.Text.Json.Nodes;
using CsCheck;
using PveLab.Courseware.Attempts;
using PveLab.Testing;
using PveLab.Tui.Drawing;
using PveLab.Tui.Forms;
using PveLab.Tui.Lab;
using PveLab.Tui.Manager;
using PveLab.Tui.Manager.Dialogs;
using PveLab.Tui.Tests.Forms;

namespace PveLab.Tui.Tests.Manager;

/// <summary>What the dialogs make of what is entered: the calls of the real web interface.</summary>
public sealed class DialogTests
{
    private static readonly DialogContext Datacenter = new() { Language = Language.En, Node = "pve1" };

    [Fact]
    public void A_backup_job_is_made_by_mouse_alone()
    {
        using var lab = new DialogLab().Open(DialogIds.BackupJobAdd, Datacenter);
        lab.Click("local ").Click("nas ").Click("▾", 4).Click("21:00").Click("100  pve1").Click("Retention").Click("▴").Click("▴").Click("▴").Click("[ Create ]");
        Assert.Equal("keep-last=3", lab.Written!.Parameters["prune-backups"]);
        var job = (JsonObject)((JsonArray)lab.Read("/cluster/backup")!)[0]!;
        Assert.Equal("nas 21:00 100 zstd", $"{job["storage"]} {job["schedule"]} {job["vmid"]} {job["compress"]}");
    }

    [Fact]
    public void An_edit_names_only_what_became_different()
    {
        using var lab = new DialogLab("ch08-restore-test", "pvesh create /cluster/backup --id nightly --schedule 21:00 --storage nas --vmid 100 --comment old --prune-backups keep-last=2,keep-daily=3");
        var job = (JsonObject)((JsonArray)lab.Read("/cluster/backup")!)[0]!.DeepClone();
        lab.Open(DialogIds.BackupJobEdit, Datacenter with { Row = job }).Press("Enter");
        Assert.True(lab.Closed);
        lab.Focus("comment").Press("Ctrl+U").Focus("schedule").Press("Ctrl+U").Type("sat 18:15").Focus("selMode").Press("CursorRight", "Enter");
        Assert.Equal("set /cluster/backup/nightly", $"{lab.Written!.Verb} {lab.Written.Path}");
        Assert.Equal("all=1 delete=comment schedule=sat 18:15", string.Join(' ', lab.Written.Parameters.Select(p => $"{p.Key}={p.Value}")));
    }

    [Fact]
    public void A_guest_is_backed_up_and_restored_under_another_id()
    {
        using var lab = new DialogLab().Guest(DialogIds.BackupNow, 100);
        lab.Focus("storage").Press("CursorRight", "Enter");
        Assert.Equal("compress=zstd mode=snapshot notes-template={{guestname}} remove=0 storage=nas vmid=100", string.Join(' ', lab.Written!.Parameters.Select(p => $"{p.Key}={p.Value}")));
        lab.Attempt.Submit(new Input.Advance(TimeSpan.FromHours(1)));
        var volume = (JsonObject)((JsonArray)lab.Read("/nodes/pve1/storage/nas/content?content=backup")!)[0]!.DeepClone();
        lab.Open(DialogIds.Restore, Datacenter with { Storage = "nas", Row = volume }).Click("[ ] Unique").Click("[ Restore ]");
        Assert.Equal("101 1", $"{lab.Written!.Parameters["vmid"]} {lab.Written.Parameters["unique"]}");
        lab.Attempt.Submit(new Input.Advance(TimeSpan.FromHours(1)));
        Assert.Equal("vm-ubuntu01", (string?)lab.Read("/nodes/pve1/qemu/101/config")!["name"]);
    }

    [Fact]
    public void A_taken_id_is_told_at_the_field()
    {
        using var lab = new DialogLab("ch08-restore-test", "vzdump 100 --storage nas");
        var volume = (JsonObject)((JsonArray)lab.Read("/nodes/pve1/storage/nas/content?content=backup")!)[0]!.DeepClone();
        lab.Open(DialogIds.Restore, Datacenter with { Storage = "nas", Row = volume }).Focus("vmid").Press("CursorDown", "Enter");
        Assert.Null(lab.Written);
        Assert.Contains("already in use", lab.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Pruning_shows_what_goes_before_it_goes()
    {
        using var lab = new DialogLab("ch08-restore-test", "vzdump 100 --storage nas", "sleep 60", "vzdump 100 --storage nas");
        var volume = (JsonObject)((JsonArray)lab.Read("/nodes/pve1/storage/nas/content?content=backup")!)[0]!.DeepClone();
        lab.Open(DialogIds.PruneGroup, Datacenter with { Storage = "nas", Row = volume });
        Assert.DoesNotContain("false", lab.Text, StringComparison.Ordinal);
        lab.Focus("keep-last").Press("CursorUp");
        Assert.Contains("true (keep-last: 1)", lab.Text, StringComparison.Ordinal);
        Assert.Contains("false", lab.Text, StringComparison.Ordinal);
        lab.Press("Enter");
        Assert.Single((JsonArray)lab.Read("/nodes/pve1/storage/nas/content?content=backup")!);
    }

    [Fact]
    public void What_is_not_simulated_is_refused_by_name_and_the_form_stays()
    {
        using var lab = new DialogLab().Open(DialogIds.BackupJobAdd, Datacenter);
        lab.Focus("schedule").Type("21:00").Focus("vmid").Press(" ").Focus("repeat-missed").Press(" ", "Enter");
        Assert.Contains("'--repeat-missed'", lab.Form.Error.En, StringComparison.Ordinal);
        Assert.False(lab.Closed);
    }

    [Fact]
    public void A_disk_is_taken_out_of_the_backups()
    {
        using var lab = new DialogLab().Guest(DialogIds.ConfigEdit, 100, row: new JsonObject { ["key"] = "scsi0", ["value"] = "" });
        lab.Focus("backup").Press(" ", "Enter");
        Assert.Equal("local-lvm:vm-100-disk-0,iothread=1,size=32G,backup=0", lab.Written!.Parameters["scsi0"]);
    }

    [Fact]
    public void A_cable_is_pulled_and_all_else_stays()
    {
        using var lab = new DialogLab().Guest(DialogIds.ConfigEdit, 100, row: new JsonObject { ["key"] = "net0", ["value"] = "" });
        lab.Focus(FormPart.Advanced).Press(" ").Focus("link_down").Press(" ", "Enter");
        Assert.Equal("virtio=BC:24:11:5E:0A:64,bridge=vmbr0,firewall=1,link_down=1", lab.Written!.Parameters["net0"]);
    }

    [Fact]
    public void A_switch_that_is_as_usual_is_not_written_down()
    {
        using var lab = new DialogLab().Guest(DialogIds.ConfigEdit, 100, row: new JsonObject { ["key"] = "onboot", ["value"] = "1" });
        lab.Press(" ", "Enter");
        Assert.Equal("delete=onboot", string.Join(' ', lab.Written!.Parameters.Select(p => $"{p.Key}={p.Value}")));
    }

    [Fact]
    public void A_replication_job_gets_the_next_free_number()
    {
        using var lab = new DialogLab("ch08r-first-job", "pvesr create-local-job 100-0 pve2");
        lab.Guest(DialogIds.ReplicationAdd, 100).Focus("target").Press("CursorRight").Focus("rate").Press("CursorUp", "Enter");
        Assert.Equal("id=100-1 rate=100 target=pve3 type=local", string.Join(' ', lab.Written!.Parameters.Select(p => $"{p.Key}={p.Value}")));
    }

    [Fact]
    public void A_storage_for_backups_is_added()
    {
        using var lab = new DialogLab().Open(DialogIds.StorageAdd, Datacenter with { Kind = "dir" });
        lab.Type("usb").Focus("path").Type("/mnt/usb").Focus("content").Press(" ", " ").Click("[ ] Backup").Press("Enter", "Enter");
        Assert.Equal("content=backup path=/mnt/usb prune-backups=keep-all=1 storage=usb type=dir", string.Join(' ', lab.Written!.Parameters.Select(p => $"{p.Key}={p.Value}")));
    }

    [Fact]
    public void A_guest_goes_only_when_its_id_is_entered()
    {
        using var lab = new DialogLab("ch08-restore-test", "qm stop 100").Guest(DialogIds.GuestRemove, 100);
        lab.Type("101").Press("Enter");
        Assert.Null(lab.Written);
        lab.Press("Backspace").Type("0").Press("Enter");
        Assert.Equal("delete /nodes/pve1/qemu/100", $"{lab.Written!.Verb} {lab.Written.Path}");
    }

    [Fact]
    public void Overwriting_asks_first()
    {
        using var lab = new DialogLab("ch08-restore-test", "vzdump 100 --storage nas");
        var volume = (JsonObject)((JsonArray)lab.Read("/nodes/pve1/storage/nas/content?content=backup")!)[0]!.DeepClone();
        lab.Open(DialogIds.Restore, Datacenter with { Vmid = 100, GuestType = "qemu", Row = volume }).Press("Enter", "Enter");
        Assert.Null(lab.Written);
        lab.Press("Enter", "y");
        Assert.Equal("1", lab.Written!.Parameters["force"]);
    }

    [Fact]
    public void No_dialog_minds_an_API_that_answers_nothing_or_whatever_is_pressed()
    {
        string[] keys = ["Tab", "Shift+Tab", "CursorUp", "CursorDown", "CursorLeft", "CursorRight", " ", "Enter", "Esc", "PageDown", "Backspace", "Ctrl+PageDown", "1", "x", "漢"];
        string[] rows = ["memory", "sockets", "net0", "scsi0", "boot", "agent", "startup", "onboot", "name", "other"];
        var ids = DialogCatalogue.Ids.ToArray();
        var message = Gen.OneOf<LabMessage>(
            Gen.Int[0, keys.Length - 1].Select(i => (LabMessage)new LabMessage.KeyPressed(keys[i], keys[i].Length == 1 ? keys[i] : null)),
            Gen.Select(Gen.Int[0, 79], Gen.Int[0, 23]).Select(at => (LabMessage)new LabMessage.Clicked(at.Item1, at.Item2)));
        Gen.Select(Gen.Int[0, ids.Length - 1], Gen.Int[0, rows.Length - 1], Gen.Bool, message.List[0, 40]).Holds((id, row, container, messages) =>
        {
            var screen = new FormScreen(80, 24, container ? Language.Ja : Language.En, "pve1");
            var context = Datacenter with { Vmid = 100, GuestType = container ? "lxc" : "qemu", Row = new JsonObject { ["key"] = rows[row], ["value"] = "" } };
            DialogCatalogue.Needs(ids[id], context);
            var (form, _) = FormUpdate.Opened(DialogCatalogue.Open(ids[id], context), screen);
            foreach (var m in messages)
            {
                (form, _) = FormUpdate.Apply(form, m, screen);
                Assert.Contains(form.Focus, form.Stops());
            }
            FormView.Over(form, screen, [.. Enumerable.Range(0, 24).Select(_ => new Row(80).Fill())]);
        }, cases: 150);
    }
}
