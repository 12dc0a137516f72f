using System.Globalization;
using PveLab.Sim;
using PveLab.Sim.Time;

namespace PveLab.Vectors;

/// <summary>e_calendar: <c>spec, last, tz</c> → <c>ok, next</c> (null: no further event) or <c>error</c>.</summary>
public static class CalendarVectors
{
    /// <summary>Compares one vector.</summary>
    public static void Check(Vector vector, Comparison compare)
    {
        if (vector.Zone() is not { } zone)
        {
            compare.NotCovered();
            return;
        }
        string? next = null, error = null;
        try
        {
            next = CalendarEvent.ParseExactly(vector.Text("spec")!).Next(vector.Number("last"), zone)?.ToString(CultureInfo.InvariantCulture);
        }
        catch (PveException refusal)
        {
            error = refusal.Message;
        }
        compare.Same("ok", vector.Flag("ok"), error is null);
        compare.Same("error", vector.Text("error"), error);
        compare.Same("next", vector.Text("next"), next);
    }
}
