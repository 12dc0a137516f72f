using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Api;
using PveLab.Api.Schema;
using PveLab.Sim.Cluster;
using PveLab.Sim.Time;

namespace PveLab.Shell.Proxmox;

/// <summary>How a result is shown to people: the options <c>--output-format</c>, <c>--noborder</c>, … and the terminal.</summary>
public sealed record OutputOptions
{
    /// <summary>text, json, json-pretty or yaml.</summary>
    public string Format { get; init; } = "text";

    /// <summary>Draw no borders.</summary>
    public bool NoBorder { get; init; }

    /// <summary>Show no column headers.</summary>
    public bool NoHeader { get; init; }

    /// <summary>Render values for people.</summary>
    public bool HumanReadable { get; init; } = true;

    /// <summary>Print nothing.</summary>
    public bool Quiet { get; init; }

    /// <summary>The property rows are ordered by; null for the first column, <c>0</c> for none.</summary>
    public string? SortKey { get; init; }

    /// <summary>The terminal's width; 0 when output is no terminal.</summary>
    public int Columns { get; init; }

    /// <summary>Whether borders may be drawn with Unicode lines.</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>The zone times are shown in: the node's.</summary>
    public Zone Zone { get; init; } = Zone.Utc;

    /// <summary>The moment of printing, in seconds since the Unix epoch.</summary>
    public long Now { get; init; }

    /// <summary>The same with the options given on a command line.</summary>
    public OutputOptions With(JsonObject given)
    {
        string? Text(string name) => given[name] is JsonValue value ? PerlText.Of(value) : null;
        return this with
        {
            Format = Text("output-format") ?? Format,
            NoBorder = Text("noborder") is { } noBorder ? PerlText.IsTrue(noBorder) : NoBorder,
            NoHeader = Text("noheader") is { } noHeader ? PerlText.IsTrue(noHeader) : NoHeader,
            HumanReadable = Text("human-readable") is { } human ? PerlText.IsTrue(human) : HumanReadable,
            Quiet = Text("quiet") is { } quiet ? PerlText.IsTrue(quiet) : Quiet,
        };
    }
}

/// <summary>Prints the result of a command; gives the text for standard output.</summary>
public delegate string CommandPrinter(JsonNode? result, ApiMethod method, OutputOptions options);

/// <summary>A parameter that is given as a file name on the command line, or asked for when its value is missing.</summary>
/// <param name="Description">What usage shows in place of the type: <c>&lt;filepath&gt;</c>, <c>&lt;password&gt;</c>.</param>
/// <param name="Interactive">Asked for at the terminal when given without a value.</param>
public sealed record MappedParameter(string Description, bool Interactive = false);

/// <summary>
/// A command as a face of one API method: <c>[class, method, [positional arguments], {fixed parameters}, printer]</c>
/// (pve-common: PVE/CLIHandler.pm cmddef).
/// </summary>
public sealed record CommandBinding
{
    /// <summary>Stands for the name of the node the command runs on in <see cref="Fixed"/>.</summary>
    public const string LocalNode = "$nodename";

    /// <summary>What a command fixes whose method belongs to a node: it is the one the command runs on.</summary>
    internal static ImmutableSortedDictionary<string, string> OnThisNode { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("node", LocalNode);

    /// <summary>A command that is a method of the tree.</summary>
    internal static CommandBinding On(ApiTree tree, string name, string @class, Verb verb, string path, params ImmutableArray<string> arguments) =>
        new() { Name = name, Class = @class, Method = tree.Method(verb, path), Arguments = arguments };

    /// <summary>A command that its program alone has.</summary>
    internal static CommandBinding Own(
        string name, string @class, Verb verb, string description, ObjectSchema parameters, Func<ApiCall, JsonNode?> handler, params ImmutableArray<string> arguments) => new()
        {
            Name = name,
            Class = @class,
            Arguments = arguments,
            Method = new ApiMethod { Path = "", Verb = verb, Description = description, Parameters = parameters, Handler = handler },
        };

    /// <summary>The words typed: <c>pvesm add</c>, <c>vzdump</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The program it is a command of; the journal knows its workers by that name.</summary>
    public string Program => Name.Split(' ')[0];

    /// <summary>The method called.</summary>
    public required ApiMethod Method { get; init; }

    /// <summary>The Perl class of the method: usage texts order and group commands by it.</summary>
    public string Class { get; init; } = "";

    /// <summary>The parameters taken from the arguments in order; <c>extra-args</c> takes all that is left.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>The one list parameter that takes all arguments (<c>vzdump 100 101</c>); null for none.</summary>
    public string? ListArgument { get; init; }

    /// <summary>Parameters the command sets itself; they are no options.</summary>
    public ImmutableSortedDictionary<string, string> Fixed { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Options for the printer, beside the method's parameters; null for none.</summary>
    public ObjectSchema? FormatOptions { get; init; }

    /// <summary>Parameters given as files or asked for.</summary>
    public ImmutableSortedDictionary<string, MappedParameter> Mapped { get; init; } =
        ImmutableSortedDictionary.Create<string, MappedParameter>(StringComparer.Ordinal);

    /// <summary>Prints the result; null when the command prints nothing itself.</summary>
    public CommandPrinter? Printer { get; init; }

    /// <summary>Whether the command succeeds even when the task it started fails: the error is told and does not count.</summary>
    public bool IgnoresTaskError { get; init; }

    /// <summary>Whether the id of the task it started is printed when the task has ended.</summary>
    public bool PrintsTask { get; init; }

    /// <summary>Whether parameters ask it to say nothing; null for a command that always speaks.</summary>
    public Func<JsonObject, bool>? IsQuiet { get; init; }

    /// <summary>Does the work in place of the method when it needs the terminal; the parameters are checked first.</summary>
    public Func<Invocation, ParsedCommand, IEnumerable<Step>>? Interactive { get; init; }

    /// <summary>The parameters and the printer's options in one schema: what options a command has.</summary>
    public ObjectSchema Options => FormatOptions is null ? Method.Parameters : Method.Parameters.With(FormatOptions.Properties.Select(p => (p.Key, p.Value)));

    /// <summary>The names usage and the parser take from the arguments.</summary>
    public IEnumerable<string> Positional => ListArgument is null ? Arguments : [ListArgument];

    /// <summary>
    /// Calls the method with parsed parameters. Throws <see cref="ParameterException"/> with the usage line, <see cref="NotSimulatedException"/>
    /// with the command's name, and whatever the method throws.
    /// </summary>
    public JsonNode? Invoke(
        ParsedCommand parsed, Datacenter datacenter, string localNode, string user = "root@pam", Action<string>? print = null, Action<string>? warn = null)
    {
        try
        {
            var call = new ApiCall { Datacenter = datacenter, LocalNode = localNode, Parameters = parsed.Parameters, User = user, Print = print ?? Drop, Warn = warn ?? Drop };
            return datacenter.Nodes.GetValueOrDefault(localNode) is { } node ? node.Tasks.RunAs(Program, () => Method.Invoke(call)) : Method.Invoke(call);
        }
        catch (ParameterException refusal) when (refusal.Usage is null)
        {
            throw refusal.WithUsage(Usage.Short(this));
        }
        catch (NotSimulatedException missing)
        {
            throw missing.In(Name);
        }
    }

    private static void Drop(string line)
    {
    }
}
