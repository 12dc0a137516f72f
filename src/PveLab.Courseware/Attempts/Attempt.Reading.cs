using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PveLab.Sim;

namespace PveLab.Courseware.Attempts;

/// <content>What views read of the API.</content>
public sealed partial class Attempt
{
    /// <summary>The node whose web interface views talk to: the one the learner is on, or the first that runs when it is down.</summary>
    public string WebNode => Shell.Node.Host.Powered ? Shell.Node.Name
        : World.Nodes.Values.FirstOrDefault(n => n.Host.Powered)?.Name ?? Shell.Node.Name;

    /// <summary>
    /// What the API answers to somebody who only looks. It is no input and leaves no trace in the world, so a view may ask as often as it
    /// likes; what the learner is to be known to have looked at is asked again as an <see cref="Input.ApiCall"/>.
    /// </summary>
    /// <param name="path">The path, with parameters behind <c>?</c> as in an address.</param>
    /// <exception cref="PveException">The API refused, or nobody answers.</exception>
    public JsonNode? Read(string path) => World.Clock.Glance(() => ApiInput.Invoke(Reading(path), World, WebNode));

    /// <summary>The call that reads a path with its parameters.</summary>
    public static Input.ApiCall Reading(string path)
    {
        var parts = path.Split('?', 2);
        var parameters = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var pair in parts.Length > 1 ? parts[1].Split('&') : [])
        {
            var value = pair.Split('=', 2);
            parameters[value[0]] = value.Length > 1 ? value[1] : "1";
        }
        return new Input.ApiCall("get", parts[0], parameters.ToImmutable());
    }
}
