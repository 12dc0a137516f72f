using System.Collections.Immutable;
using PveLab.Tui.Forms;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>A dialog: what it reads before it opens, and the form it is.</summary>
/// <param name="Needs">The paths of the API it reads; asked again with the answers until nothing new is named.</param>
/// <param name="Open">The form on those answers.</param>
internal sealed record Dialog(Func<DialogContext, IEnumerable<string>> Needs, Func<DialogContext, FormModel> Open);

/// <summary>The directory of the manager's dialogs: one line each.</summary>
public static class DialogCatalogue
{
    private static readonly ImmutableSortedDictionary<string, Dialog> Dialogs = new Dictionary<string, Dialog>
    {
        [DialogIds.BackupJobAdd] = Making(BackupJobDialog.Needs, BackupJobDialog.Open),
        [DialogIds.BackupJobDetail] = new(BackupJobDetailDialog.Needs, BackupJobDetailDialog.Open),
        [DialogIds.BackupJobEdit] = new(BackupJobDialog.Needs, BackupJobDialog.Open),
        [DialogIds.BackupNow] = new(BackupNowDialog.Needs, BackupNowDialog.Open),
        [DialogIds.Clone] = new(CloneDialog.Needs, CloneDialog.Open),
        [DialogIds.ConfigEdit] = new(ConfigDialogs.Needs, ConfigDialogs.Open),
        [DialogIds.DiskMove] = new(DiskDialogs.NeedsOfMove, DiskDialogs.Move),
        [DialogIds.DiskResize] = new(_ => [], DiskDialogs.Resize),
        [DialogIds.EditNotes] = new(_ => [], VolumeDialogs.Notes),
        [DialogIds.GuestNotes] = new(GuestNotesDialog.Needs, GuestNotesDialog.Open),
        [DialogIds.GuestRemove] = new(_ => [DialogParts.Guests], GuestRemoveDialog.Open),
        [DialogIds.GuestsWithoutBackup] = new(GuestsWithoutBackupDialog.Needs, GuestsWithoutBackupDialog.Open),
        [DialogIds.HaResourceAdd] = Making(HaResourceDialog.Needs, HaResourceDialog.Open),
        [DialogIds.HaResourceEdit] = new(HaResourceDialog.Needs, HaResourceDialog.Open),
        [DialogIds.HaRuleAdd] = Making(HaRuleDialog.Needs, HaRuleDialog.Open),
        [DialogIds.HaRuleEdit] = new(HaRuleDialog.Needs, HaRuleDialog.Open),
        [DialogIds.Migrate] = new(MigrateDialog.Needs, MigrateDialog.Open),
        [DialogIds.PruneGroup] = new(PruneDialog.Needs, PruneDialog.Open),
        [DialogIds.ReplicationAdd] = Making(ReplicationDialog.Needs, ReplicationDialog.Open),
        [DialogIds.ReplicationEdit] = new(ReplicationDialog.Needs, ReplicationDialog.Open),
        [DialogIds.Restore] = new(RestoreDialog.Needs, RestoreDialog.Open),
        [DialogIds.ScheduleSimulator] = new(_ => [], ScheduleSimulatorDialog.Open),
        [DialogIds.SnapshotEdit] = new(SnapshotDialogs.NeedsOfEdit, SnapshotDialogs.Edit),
        [DialogIds.SnapshotTake] = new(SnapshotDialogs.NeedsOfTake, SnapshotDialogs.Take),
        [DialogIds.StorageAdd] = Making(StorageDialog.Needs, StorageDialog.Open),
        [DialogIds.StorageEdit] = new(StorageDialog.Needs, StorageDialog.Open),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>A dialog that makes something new: whatever row is chosen does not matter to it.</summary>
    private static Dialog Making(Func<DialogContext, IEnumerable<string>> needs, Func<DialogContext, FormModel> open) =>
        new(context => needs(context with { Row = null }), context => open(context with { Row = null }));

    /// <summary>The dialogs there are.</summary>
    public static IEnumerable<string> Ids => Dialogs.Keys;

    /// <summary>The paths of the API that a dialog reads before it opens.</summary>
    public static IReadOnlyList<string> Needs(string id, DialogContext context) => [.. Dialogs[id].Needs(context)];

    /// <summary>A dialog on what the API answered. <see cref="FormUpdate.Opened"/> makes it ready for keys.</summary>
    public static FormModel Open(string id, DialogContext context) => Dialogs[id].Open(context);
}
