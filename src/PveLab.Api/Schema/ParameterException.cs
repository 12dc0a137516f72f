using System.Collections.Immutable;
using System.Text;
using PveLab.Sim;

namespace PveLab.Api.Schema;

/// <summary>
/// A refused call: status 400, a reason, the errors by parameter in ordinal order, and perhaps the usage line of the command.
/// <see cref="ErrorText"/> writes it as the real programs do.
/// </summary>
public sealed class ParameterException : PveException
{
    /// <summary>The reason every failed schema check gives.</summary>
    public const string VerificationFailed = "Parameter verification failed.";

    /// <summary>Refuses a call with the errors of its parameters.</summary>
    public ParameterException(IReadOnlyDictionary<string, string> errors, string reason = VerificationFailed)
        : base(reason, 400)
    {
        Reason = reason;
        Errors = errors.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Refuses a call with a reason that names no parameter, such as <c>not enough arguments</c>.</summary>
    public ParameterException(string reason)
        : this(ImmutableSortedDictionary<string, string>.Empty, reason)
    {
    }

    /// <summary>Refuses a call because of one parameter (pve-common: PVE/Exception.pm raise_param_exc).</summary>
    public static ParameterException Of(string parameter, string error) => new(ImmutableSortedDictionary<string, string>.Empty.Add(parameter, error));

    /// <summary>The first line after the code.</summary>
    public string Reason { get; }

    /// <summary>The errors by parameter. An error may end with a line end, which shows as an empty line.</summary>
    public ImmutableSortedDictionary<string, string> Errors { get; }

    /// <summary>What the option parser said before it gave up, one line each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>The one-line usage of the command that was typed; null when no command line was involved.</summary>
    public string? Usage { get; init; }

    /// <summary>The reason, the errors and the usage line: what follows the code.</summary>
    public override string Message
    {
        get
        {
            StringBuilder text = new(Reason);
            foreach ((string parameter, string error) in Errors)
                text.Append('\n').Append(parameter).Append(": ").Append(error);
            if (Usage is not null)
                text.Append('\n').Append(Usage);
            return text.ToString();
        }
    }

    /// <summary>The same refusal with the usage of a command added.</summary>
    public ParameterException WithUsage(string usage) => new(Errors, Reason) { Warnings = Warnings, Usage = usage };
}
