using PveLab.Sim.Files;

namespace PveLab.Shell.Language;

/// <summary>cd and pwd.</summary>
internal static class DirectoryBuiltins
{
    public static IEnumerable<Step> Cd(Invocation invocation)
    {
        var state = invocation.Shell.State;
        var arguments = invocation.Arguments.Where(a => a is not ("-P" or "-L" or "--")).ToList();
        if (arguments.Count > 1)
        {
            yield return invocation.Complain(1, "too many arguments");
            yield break;
        }
        var target = arguments.Count == 0 ? state.Variables.Get("HOME") : arguments[0] == "-" ? state.Variables.Get("OLDPWD") : arguments[0];
        if (target is null)
        {
            yield return invocation.Complain(1, arguments.Count == 0 ? "HOME not set" : "OLDPWD not set");
            yield break;
        }
        var path = UnixPath.Absolute(target, state.Directory);
        var errno = invocation.Files.TryLocate(path, true, out var located);
        if (errno is null && located!.Entry is not DirectoryEntry) errno = located.Entry is null ? Errno.NoEntry : Errno.NotDirectory;
        if (errno is { } problem)
        {
            yield return invocation.Complain(1, $"{target}: {problem.Describe()}");
            yield break;
        }
        state.Variables.Set("OLDPWD", state.Directory);
        state.Directory = invocation.Arguments.Contains("-P") ? located!.RealPath : path;
        state.Variables.Set("PWD", state.Directory);
        if (arguments is ["-"]) yield return new Step.Out(state.Directory + "\n");
    }

    public static IEnumerable<Step> Pwd(Invocation invocation)
    {
        var path = invocation.Shell.State.Directory;
        if (invocation.Arguments.Contains("-P")) path = invocation.Files.Locate(path).RealPath;
        yield return new Step.Out(path + "\n");
    }
}
