using PveLab.Courseware.Assessment;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Tests.Assessment;

public sealed class CoachTests
{
    [Fact]
    public void Every_error_it_explains_has_its_own_id_and_a_place_that_the_lessons_have()
    {
        var errors = CoachTexts.Shipped.Errors;
        Assert.InRange(errors.Count, 40, 100);
        Assert.Equal(errors.Count, errors.Select(e => e.Id).Distinct().Count());
        foreach (var place in errors.Select(e => e.Place).OfType<string>())
            foreach (var language in (string[])["ja", "en"]) Assert.True(LessonLibrary.Shipped.Place(place, language) is not null, $"{place} {language}");
    }

    [Theory]
    [InlineData("bash: qmm: command not found", "command-not-found")]
    [InlineData("Unknown option: foo\n400 unable to parse option", "unknown-option")]
    [InlineData("400 not enough arguments", "missing-argument")]
    [InlineData("400 Parameter verification failed.\nvmid: invalid format - value does not look like a valid VM ID", "invalid-format")]
    [InlineData("400 Parameter verification failed.\nstorage: No such storage.", "storage-unknown")]
    [InlineData("unable to restore VM 100 - VM 100 already exists on node 'pve1'", "vmid-exists")]
    [InlineData("ERROR: vma_queue_write: write error - Broken pipe", "backup-dir-full")]
    [InlineData("ERROR: Backup of VM 101 failed - VM is locked (backup)", "guest-locked")]
    [InlineData("storage 'nas' is not online", "storage-offline")]
    [InlineData("could not activate storage 'off': storage 'off' is disabled", "storage-disabled")]
    [InlineData("storage 'nope' does not exist", "storage-unknown")]
    [InlineData("could not get storage information for 'isoonly': can't use storage 'isoonly' for backups - wrong content type", "backup-content-missing")]
    [InlineData("volume 'backup:backup/none.vma' does not exist", "volume-missing")]
    [InlineData("Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist", "vm-not-found")]
    [InlineData("No common base snapshot on volume(s) local-zfs:vm-100-disk-0", "no-common-base")]
    [InlineData("missing replicate feature on volume 'local:130/vm-130-disk-0.qcow2'", "not-replicatable")]
    [InlineData("Target 'pve9' does not exist.", "replication-target")]
    [InlineData("cluster not ready - no quorum?", "no-quorum")]
    [InlineData("** (process:1): ERROR **: restore failed - short vma extent (10 < 20)", "archive-broken")]
    [InlineData("ssh: connect to host 192.168.10.12 port 22: No route to host", "no-route")]
    [InlineData("bridge 'vmbr9' does not exist", "bridge-missing")]
    [InlineData("schedule: invalid format - invalid calendar event 'foo' - unable to parse calendar event", "bad-schedule")]
    [InlineData("No 'get' handler defined for '/nope'", "pvesh-path")]
    [InlineData("cat: /root/x: No such file or directory", "no-such-file")]
    public void What_Proxmox_says_is_known_by_its_kind(string said, string id) => Assert.Equal(id, CoachTexts.Shipped.Find(said)?.Id);

    [Fact]
    public void The_same_error_twice_is_explained_and_once_is_not()
    {
        using var attempt = Played("ch08-restore-test", "qmrestore local:backup/x 100");
        Assert.Null(Coach.Of(attempt));
        Type(attempt, "qmrestore local:backup/y 100");
        var note = Coach.Of(attempt) ?? throw new InvalidOperationException(attempt.SaidAt(1));
        Assert.Equal((CoachReason.SameError, "#restore-test"), (note.Reason, note.Place));
        Assert.Contains("pvesm list STORAGE", note.Text.En, StringComparison.Ordinal);
        Type(attempt, "qm list");
        Assert.Null(Coach.Of(attempt));
    }

    [Fact]
    public void An_error_nobody_foresaw_is_met_with_advice_and_an_error_in_a_log_is_nobodys()
    {
        using var attempt = Played("ch08-stale-lock", "sed -n '1,x' /etc/hosts", "sed -n '1,x' /etc/hosts");
        Assert.Equal(CoachTexts.Shipped.Again, Coach.Of(attempt)!.Text);
        using var reading = Played("ch08-stale-lock", "cat /var/log/vzdump/qemu-110.log", "cat /var/log/vzdump/qemu-110.log");
        Assert.Null(Coach.Of(reading));
    }

    [Fact]
    public void What_a_finished_backup_made_is_told_with_its_place()
    {
        using var attempt = Played("ch08-restore-test", "vzdump 100 --storage nas --mode snapshot --compress zstd");
        var note = Coach.Of(attempt)!;
        Assert.Equal(CoachReason.Done, note.Reason);
        Assert.StartsWith("VM 100 is backed up. It is kept as nas:backup/vzdump-qemu-100-", note.Text.En, StringComparison.Ordinal);
        Assert.Contains("on nas", note.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_reached_for_a_while_leads_to_the_lesson_and_quotes_only_hints_that_were_bought()
    {
        using var attempt = Played("ch08-stale-lock", [.. Enumerable.Repeat("qm list", Coach.PatienceSteps - 1)]);
        Assert.Null(Coach.Of(attempt));
        Type(attempt, "qm list");
        var note = Coach.Of(attempt)!;
        Assert.Equal((CoachReason.Stuck, "#first-look"), (note.Reason, note.Place));
        Assert.Contains("The log of a failed backup was read", note.Text.En, StringComparison.Ordinal);
        attempt.Submit(new Input.HintBought(0));
        Assert.Contains(attempt.Scenario.Hints[0].Text.Ja, Coach.Of(attempt)!.Text.Ja, StringComparison.Ordinal);
    }

    [Fact]
    public void Replayed_inputs_bring_the_same_note_and_an_exam_brings_none()
    {
        using var attempt = Played("ch08-restore-test", "qm start 999", "qm start 999");
        using var again = Replay.Of(Exams.JournalOf(attempt), attempt.Folder, "journal");
        Assert.NotNull(Coach.Of(attempt));
        Assert.Equal(Coach.Of(attempt), Coach.Of(again));
        using var exam = new Attempt(attempt.Folder, exam: new ExamSeat("ch08", 1, 45, 1));
        foreach (var _ in Enumerable.Range(0, 2)) Type(exam, "qm start 999");
        Assert.Null(Coach.Of(exam));
    }

    private static Attempt Played(string scenario, params string[] lines)
    {
        var attempt = new Attempt(ScenarioLibrary.Shipped.FindById(scenario));
        foreach (var line in lines) Type(attempt, line);
        return attempt;
    }

    private static void Type(Attempt attempt, string line)
    {
        attempt.Submit(new Input.Line(line));
        while (attempt.IsRunning) attempt.Pull();
    }
}
