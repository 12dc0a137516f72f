using System.Text;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary>Asks an author what the options did not say. Where nobody answers, the suggestion is taken.</summary>
/// <param name="host">The streams.</param>
/// <param name="language">The language of the questions.</param>
internal sealed class Questions(HostConsole host, string language) : IDisposable
{
    private StreamReader? input;

    /// <summary>The answer given already, or the one to a question, asked again until it is usable.</summary>
    /// <param name="given">What an option said.</param>
    /// <param name="ja">The question in Japanese.</param>
    /// <param name="en">The question in English.</param>
    /// <param name="suggestion">What Enter alone means; null when there is nothing to suggest.</param>
    /// <param name="problem">What is wrong with an answer.</param>
    /// <exception cref="ContentException">The option's answer is unusable, or nobody answers and there is nothing to suggest.</exception>
    public string Ask(string? given, string ja, string en, string? suggestion, Func<string, string?> problem)
    {
        if (given is not null) return problem(given) is { } wrong ? throw new ContentException("pvelab", 0, 0, wrong) : given;
        while (true)
        {
            host.Output.Write($"{(language == "ja" ? ja : en)}{(suggestion is null ? "" : $" [{suggestion}]")}: ");
            host.Output.Flush();
            var answer = ReadLine();
            if (answer is null) host.Output.Write("\n");
            if (string.IsNullOrWhiteSpace(answer))
            {
                if (suggestion is not null) return suggestion;
                if (answer is null) throw new ContentException("pvelab", 0, 0, $"{en}: nobody answered; 'pvelab scenario new --help' names the option");
                continue;
            }
            if (problem(answer) is not { } complaint) return answer;
            host.Output.Write($"  {complaint}\n");
        }
    }

    /// <inheritdoc />
    public void Dispose() => input?.Dispose();

    private string? ReadLine()
    {
        input ??= new StreamReader(host.OpenInput(), new UTF8Encoding(false));
        return input.ReadLine() is { } line ? PlainTerminal.Visible(line).Trim() : null;
    }
}
