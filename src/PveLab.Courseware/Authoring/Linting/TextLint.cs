using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>What learners read: in both languages, and hints that are a ladder.</summary>
internal static class TextLint
{
    public static void Look(ScenarioDraft draft)
    {
        foreach (var text in Texts(draft.Root)) LookAt(draft, text);
        var last = 0;
        foreach (var (hint, number) in draft.Root["hints"].Items.Select((h, i) => (h, i)))
        {
            if (IsEmpty(hint["text"]["ja"]) && IsEmpty(hint["text"]["en"])) draft.Find(LintRules.EmptyHint, hint, "the hint says nothing");
            if (hint["cost"].Number is not { } cost) continue;
            if (number > 0 && cost <= last)
                draft.Find(LintRules.HintCost, hint["cost"], string.Create(CultureInfo.InvariantCulture, $"hint {number + 1} costs {cost}, the one before it {last}"));
            last = cost;
        }
    }

    /// <summary>Every place at which texts in languages stand.</summary>
    private static IEnumerable<Draft> Texts(Draft root) =>
        [root["title"], root["story"], .. root["criteria"].Items.Select(c => c["text"]), .. root["hints"].Items.Select(h => h["text"])];

    private static void LookAt(ScenarioDraft draft, Draft text)
    {
        var (ja, en) = (text["ja"], text["en"]);
        if (!ja.Exists || !en.Exists) return;
        if (IsEmpty(ja) != IsEmpty(en)) draft.Find(LintRules.MissingTranslation, IsEmpty(ja) ? ja : en, $"the text in '{(IsEmpty(ja) ? "ja" : "en")}' is empty");
        else if (ja.Text == en.Text && ja.Text!.Any(char.IsLetter)) draft.Find(LintRules.MissingTranslation, en, "both languages say the very same");
    }

    private static bool IsEmpty(Draft text) => text.Node is null or YamlScalarNode && string.IsNullOrWhiteSpace(text.Text);
}
