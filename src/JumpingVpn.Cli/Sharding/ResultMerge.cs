using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.Sharding;

/// <summary>The parts of one run, put together.</summary>
/// <param name="Whole">What the file of the whole run is of.</param>
/// <param name="Missing">The parts that no file has.</param>
internal sealed record ResultMerge(ResultHeader Whole, IReadOnlyList<Shard> Missing)
{
    /// <summary>Reads files in any order. A part that is there twice counts once, and is told of.</summary>
    /// <param name="command">The command that they have to be of.</param>
    /// <param name="paths">The files; one at least.</param>
    /// <param name="fold">Takes their rows.</param>
    /// <param name="surroundings">Where it is told.</param>
    /// <exception cref="ResultFileException">One cannot be read, or they are not of one run.</exception>
    public static ResultMerge Of(string command, IReadOnlyList<string> paths, IResultFold fold, Surroundings surroundings)
    {
        SortedDictionary<int, ResultFile> parts = [];
        ResultFile? first = null;
        foreach (string path in paths)
        {
            surroundings.Stop.ThrowIfCancellationRequested();
            var file = ResultFile.Read(path);
            first ??= file;
            if (file.Header.Command != command)
            {
                throw new ResultFileException($"{path}:1: this is a result of jumpingvpn {file.Header.Command}; merge it there.");
            }

            if (first.Header.DifferenceTo(file.Header) is { } difference)
            {
                throw new ResultFileException($"{path}:1: this is not a part of the same run as {first.Path}: {difference}.");
            }

            if (!parts.TryAdd(file.Header.Part, file))
            {
                TakeAgain(parts[file.Header.Part], file, surroundings);
            }
        }

        foreach (ResultFile file in parts.Values)
        {
            for (int i = 0; i < file.Rows.Count; i++)
            {
                fold.Add(file.Rows[i], file.PlaceOf(i));
            }
        }

        ResultHeader header = first!.Header;
        return new ResultMerge(
            header with
            {
                Part = 1,
                Parts = 1,
            },
            [.. Enumerable.Range(1, header.Parts).Where(part => !parts.ContainsKey(part)).Select(part => new Shard(part, header.Parts))]
        );
    }

    /// <summary>Says which parts are missing, and how to get them; null if none is.</summary>
    /// <param name="describe">Names one.</param>
    public string? Complaint(Func<Shard, string> describe)
    {
        const int MostNamed = 20;
        if (Missing.Count == 0)
        {
            return null;
        }

        IEnumerable<string> named = Missing.Take(MostNamed).Select(describe);
        string more = Missing.Count > MostNamed ? FormattableString.Invariant($" and {Missing.Count - MostNamed} more") : "";
        return $"{Missing.Count} of {Missing[0].Of} parts {(Missing.Count == 1 ? "is" : "are")} missing: {string.Join(", ", named)}{more}; "
            + $"run {(Missing.Count == 1 ? "it" : "them")} again with --shard {Missing[0]}{(Missing.Count == 1 ? "" : " and so on")}, "
            + "and merge all of them.";
    }

    private static void TakeAgain(ResultFile known, ResultFile again, Surroundings surroundings)
    {
        if (!known.Rows.SequenceEqual(again.Rows, StringComparer.Ordinal))
        {
            throw new ResultFileException(
                $"{again.Path}: this is part {again.Header.Shard} with different results from {known.Path}; one of them was changed, "
                    + "or the same seeds do not give the same results."
            );
        }

        surroundings.Warn($"{again.Path} is part {again.Header.Shard} again, like {known.Path}; it counts once.");
    }
}
