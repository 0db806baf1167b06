package org.duetml.metric;

import java.util.Arrays;

/**
 * The cheapest one-to-one assignment of rows to columns, by shortest augmenting paths (Jonker and
 * Volgenant 1987, without their initialisation): every row in turn is added to the assignment along
 * the cheapest alternating path, found as by Dijkstra in costs that potentials keep non-negative.
 * Time is cubic in the number of rows.
 */
final class Assignment {
  private static final int FREE = -1;

  private final double[][] costs;
  private final int size;
  private final double[] rowPotential;
  private final double[] columnPotential;
  private final int[] rowOfColumn;

  /** The shortest path so far from the row being added to each column, and where it came from. */
  private final double[] distance;

  private final int[] previousColumn;
  private final boolean[] settled;

  private Assignment(double[][] costs) {
    this.costs = costs;
    this.size = costs.length;
    this.rowPotential = new double[size];
    this.columnPotential = new double[size];
    this.rowOfColumn = new int[size];
    this.distance = new double[size];
    this.previousColumn = new int[size];
    this.settled = new boolean[size];
  }

  /** The row of every column in the cheapest assignment; costs are square and finite. */
  static int[] cheapest(double[][] costs) {
    Assignment assignment = new Assignment(costs);
    Arrays.fill(assignment.rowOfColumn, FREE);
    for (int row = 0; row < costs.length; row++) {
      assignment.add(row);
    }
    return assignment.rowOfColumn;
  }

  private void add(int row) {
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    Arrays.fill(settled, false);
    relax(row, FREE, 0);
    int column = nearestUnsettled();
    while (rowOfColumn[column] != FREE) {
      settled[column] = true;
      relax(rowOfColumn[column], column, distance[column]);
      column = nearestUnsettled();
    }
    updatePotentials(row, distance[column]);
    augment(row, column);
  }

  private void relax(int row, int fromColumn, double travelled) {
    double[] rowCosts = costs[row];
    double base = travelled - rowPotential[row];
    for (int column = 0; column < size; column++) {
      double candidate = base + rowCosts[column] - columnPotential[column];
      if (!settled[column] && candidate < distance[column]) {
        distance[column] = candidate;
        previousColumn[column] = fromColumn;
      }
    }
  }

  private int nearestUnsettled() {
    int nearest = FREE;
    double shortest = Double.POSITIVE_INFINITY;
    for (int column = 0; column < size; column++) {
      if (!settled[column] && distance[column] < shortest) {
        shortest = distance[column];
        nearest = column;
      }
    }
    return nearest;
  }

  private void updatePotentials(int row, double length) {
    rowPotential[row] += length;
    for (int column = 0; column < size; column++) {
      if (settled[column]) {
        double gain = length - distance[column];
        rowPotential[rowOfColumn[column]] += gain;
        columnPotential[column] -= gain;
      }
    }
  }

  private void augment(int row, int last) {
    int column = last;
    while (previousColumn[column] != FREE) {
      rowOfColumn[column] = rowOfColumn[previousColumn[column]];
      column = previousColumn[column];
    }
    rowOfColumn[column] = row;
  }
}
