using System.Collections.Immutable;
using PveLab.Tui.Forms;
using PveLab.Tui.Lab;

namespace PveLab.Tui.Manager.Dialogs;

/// <summary>The words of the dialogs. Labels are those of Proxmox VE's own web interface in each language; what explains them is ours.</summary>
internal static partial class DialogTexts
{
    /// <summary>A label of the web interface, by its English words; one that its Japanese translation lacks is English there too.</summary>
    public static Words Pve(string english) => new(english, Japanese.GetValueOrDefault(english) ?? Labels.In(Language.Ja, english));

    /// <summary>Title of a dialog that makes something: <c>Create: Backup Job</c>.</summary>
    public static Words Created(string subject) => Pve("Create") + ": " + Pve(subject);

    /// <summary>Title of a dialog that changes something.</summary>
    public static Words Edited(string subject) => Pve("Edit") + ": " + Pve(subject);

    /// <summary>The calendar events that the web interface offers as examples, and what they mean (pve-manager: form/CalendarEvent.js).</summary>
    public static ImmutableArray<(string Event, Words Meaning)> CalendarEvents =>
    [
        ("*/15", Pve("Every {0} minutes").With(15)),
        ("*/30", Pve("Every {0} minutes").With(30)),
        ("*/2:00", Pve("Every two hours")),
        ("21:00", Pve("Every day") + " 21:00"),
        ("2,22:30", Pve("Every day") + " 02:30, 22:30"),
        ("mon..fri 00:00", Pve("Monday to Friday") + " 00:00"),
        ("mon..fri 22:00", Pve("Monday to Friday") + " 22:00"),
        ("mon..fri */1:00", Pve("Monday to Friday") + ": " + Pve("hourly")),
        ("mon..fri 7..18:00/15", Pve("Monday to Friday") + ", " + Pve("{0} to {1}").With("07:00", "18:45") + ": " + Pve("Every {0} minutes").With(15)),
        ("sat 18:15", ("Saturday 18:15", "土曜日 18:15")),
        ("sun 01:00", Pve("Sunday") + " 01:00"),
        ("monthly", Pve("Every first day of the Month") + " 00:00"),
        ("sat *-1..7 15:00", Pve("First Saturday each month") + " 15:00"),
        ("yearly", Pve("First day of the year") + " 00:00"),
    ];
}
