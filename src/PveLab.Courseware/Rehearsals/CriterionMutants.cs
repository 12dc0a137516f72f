using System.Collections;
using System.Globalization;
using System.Reflection;
using PveLab.Courseware.Grading;

namespace PveLab.Courseware.Rehearsals;

/// <summary>A scenario's criteria with a mistake in one of them.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="What">What was changed in it.</param>
/// <param name="Criteria">All criteria, with the mistake.</param>
internal sealed record CriterionMutant(string Criterion, string What, List<Criterion> Criteria);

/// <summary>
/// The mistakes that can be made in criteria: one is taken out, a parameter of one is forgotten, its guest is mistaken, a list is one item too short.
/// A scenario's own transcripts have to notice, or else nobody would if the criterion were wrong.
/// </summary>
internal static class CriterionMutants
{
    /// <summary>All of them, in the order of the criteria.</summary>
    public static IEnumerable<CriterionMutant> Of(IReadOnlyList<Criterion> criteria, WorldNames names)
    {
        for (var i = 0; i < criteria.Count; i++)
        {
            var (criterion, place) = (criteria[i], i);
            yield return new CriterionMutant(criterion.Id, "taken out", [.. criteria.Where(c => c != criterion)]);
            foreach (var (what, other) in Blunted(criterion, names))
                yield return new CriterionMutant(criterion.Id, what, [.. criteria.Select((c, at) => at == place ? other : c)]);
        }
    }

    private static IEnumerable<(string What, Criterion Other)> Blunted(Criterion criterion, WorldNames names)
    {
        if (criterion.Needs.Count > 0) yield return ("without needs", criterion with { Needs = [] });
        var plain = (Criterion)Activator.CreateInstance(criterion.GetType())!;
        foreach (var property in criterion.GetType().GetProperties().Where(p => p.CanWrite && p.DeclaringType != typeof(Criterion)))
        {
            var name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..];
            var value = property.GetValue(criterion);
            if (property.Name == nameof(GuestCriterion.Guest) && value is int vmid)
            {
                if (Next(vmid, names) is { } other) yield return ($"guest: {other}", With(criterion, property, int.Parse(other, CultureInfo.InvariantCulture)));
            }
            else if (value is List<string> list)
            {
                foreach (var item in list.Where(_ => list.Count > 1)) yield return ($"{name} without {item}", With(criterion, property, list.Where(x => x != item).ToList()));
            }
            else if (property.GetValue(plain) is var forgotten && !IsNear(value, forgotten) && value is not IList && !IsRequired(property))
            {
                yield return ($"without {name}", With(criterion, property, forgotten));
            }
        }
    }

    /// <summary>Equal, or numbers so near to each other that no transcript could tell.</summary>
    private static bool IsNear(object? value, object? other) =>
        value is int number && other is int second ? Math.Abs(number - second) * 10 <= Math.Abs(number) : Equals(value, other);

    private static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute));

    private static string? Next(int vmid, WorldNames names) =>
        names.Guests.IndexOf(vmid.ToString(CultureInfo.InvariantCulture)) is >= 0 and var at && names.Guests.Length > 1 ? names.Guests[(at + 1) % names.Guests.Length] : null;

    private static Criterion With(Criterion criterion, PropertyInfo property, object? value)
    {
        var other = criterion with { };
        property.SetValue(other, value);
        return other;
    }
}
