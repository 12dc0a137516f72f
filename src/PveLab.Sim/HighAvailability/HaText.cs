using System.Text;

namespace PveLab.Sim.HighAvailability;

/// <summary>The real names of states and modes: <c>wait_for_quorum</c> is <see cref="CrmStatus.WaitForQuorum"/>.</summary>
public static class HaText
{
    /// <summary>The name files and logs use.</summary>
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.Of[value];

    /// <summary>The value of that name, or null.</summary>
    public static T? Parse<T>(string? name) where T : struct, Enum =>
        name is not null && Names<T>.Values.TryGetValue(name, out var value) ? value : null;

    private static string Snake(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }
        return text.ToString();
    }

    private static class Names<T> where T : struct, Enum
    {
        internal static readonly Dictionary<T, string> Of = Enum.GetValues<T>().ToDictionary(value => value, value => Snake(value.ToString()));
        internal static readonly Dictionary<string, T> Values = Of.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
