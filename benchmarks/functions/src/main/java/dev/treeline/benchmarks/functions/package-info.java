/// Functions, a server and clients to measure Treeline beside.
package dev.treeline.benchmarks.functions;
