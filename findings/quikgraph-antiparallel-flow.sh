#!/usr/bin/env bash
# QuikGraph 2.5.0: the largest flow where an edge leads each way between two vertices.
#
# The graph is s -> a -> b -> t, each edge with room for 10, and an edge b -> a with room for 4, which no flow needs.
# What flows on an edge is its capacity less its residual capacity: the library has no other place to read it from.
# Expected: 10 on the three edges, 0 on b -> a.
# Seen: -10 on b -> a, since a -> b and b -> a serve as each other's reversed edges. The value of the flow is right. Costs or
# loads added up over edges are wrong: take the flow of a pair to be the positive one of the two.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --name Flow --output . > /dev/null
dotnet add package QuikGraph --version 2.5.0 > /dev/null
cat > Program.cs <<'CODE'
using QuikGraph;
using QuikGraph.Algorithms.MaximumFlow;

var capacities = new Dictionary<Edge<char>, double>
{
    [new('s', 'a')] = 10, [new('a', 'b')] = 10, [new('b', 'a')] = 4, [new('b', 't')] = 10,
};
var graph = new AdjacencyGraph<char, Edge<char>>();
graph.AddVerticesAndEdgeRange(capacities.Keys);
EdgeFactory<char, Edge<char>> factory = (from, to) => new Edge<char>(from, to);
using var reversed = new ReversedEdgeAugmentorAlgorithm<char, Edge<char>>(graph, factory);
reversed.AddReversedEdges();
var flow = new EdmondsKarpMaximumFlowAlgorithm<char, Edge<char>>(graph, edge => capacities.GetValueOrDefault(edge), factory, reversed);
flow.Compute('s', 't');
Console.WriteLine($"{flow.MaxFlow}: {string.Join(", ", capacities.Select(edge => $"{edge.Key.Source}{edge.Key.Target} {edge.Value - flow.ResidualCapacities[edge.Key]}"))}");
CODE
seen=$(dotnet run -c Release)
echo "QuikGraph 2.5.0, s to t: $seen"
if [ "$seen" != "10: sa 10, ab 10, ba -10, bt 10" ]; then
    echo "This has changed: look at the library's notes, and correct or delete this finding." >&2
    exit 1
fi
