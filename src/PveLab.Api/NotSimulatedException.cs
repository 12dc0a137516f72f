using PveLab.Sim;

namespace PveLab.Api;

/// <summary>An option the real command has and PveLab does not simulate: refused by name, never ignored.</summary>
public sealed class NotSimulatedException(string option, string command)
    : PveException($"PveLab: option '--{option}' of '{command}' is not simulated")
{
    /// <summary>The same refusal for the command that was really typed.</summary>
    public NotSimulatedException In(string typed) => new(option, typed);
}
