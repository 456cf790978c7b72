"""
Writes what networkx says of five public graphs, for networks.test.ts: edge lists and numbers, as graphs.json.

Four graphs are networkx's own: Davis's southern women, Florentine families, Zachary's karate club, Les Misérables.
The fifth stands for a directorate network, of which none could be had under a licence that allows it here: the two-mode
network of city departments and the bodies they entrust with public assets, from the register in seed/registers (Open
Government Data License; see the NOTICE there).

    pip install networkx==3.6.1
    python test/networks/expected.py
"""
import csv
import json
import math
import pathlib

import networkx as nx

HERE = pathlib.Path(__file__).parent
REGISTER = HERE / "../../seed/registers/data/entrusted-public-asset-operations.csv"


def entrusted():
    graph = nx.Graph()
    with open(REGISTER, encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            graph.add_edge(row["辦理機關"].strip(), row["受託單位"].strip())
    return graph


GRAPHS = {
    "southern women": nx.davis_southern_women_graph(),
    "florentine families": nx.florentine_families_graph(),
    "karate club": nx.karate_club_graph(),
    "les miserables": nx.les_miserables_graph(),
    "entrusted assets": entrusted(),
}


def number(value):
    return None if math.isnan(value) else value


def expected(graph):
    # names in order, edges without weights
    nodes = sorted(graph, key=str)
    places = {node: place for place, node in enumerate(nodes)}
    edges = sorted(sorted((places[u], places[v])) for u, v in graph.edges())
    plain = nx.Graph()
    plain.add_nodes_from(range(len(nodes)))
    plain.add_edges_from(edges)
    in_order = lambda values: [number(values[place]) for place in range(len(nodes))]
    lengths = dict(nx.all_pairs_shortest_path_length(plain))
    return {
        "nodes": [str(node) for node in nodes],
        "edges": edges,
        "betweenness": in_order(nx.betweenness_centrality(plain)),
        "constraint": in_order(nx.constraint(plain)),
        "effectiveSize": in_order(nx.effective_size(plain)),
        "articulation": sorted(nx.articulation_points(plain)),
        "lengths": [[lengths[u].get(v) for v in range(len(nodes))] for u in range(len(nodes))],
        "modularity": max(nx.community.modularity(plain, nx.community.louvain_communities(plain, seed=seed, weight=None)) for seed in range(1, 11)),
    }


result = {"networkx": nx.__version__, "graphs": {name: expected(graph) for name, graph in GRAPHS.items()}}
(HERE / "graphs.json").write_text(json.dumps(result, ensure_ascii=False, separators=(",", ":")).replace('},"', '},\n"').replace('],"', '],\n"') + "\n", encoding="utf-8")
