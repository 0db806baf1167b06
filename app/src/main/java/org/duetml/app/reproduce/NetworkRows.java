package org.duetml.app.reproduce;

import java.util.ArrayList;
import java.util.List;
import org.duetml.gcd.Players;
import org.duetml.nn.EvaluationCount;
import org.duetml.nn.Mlp;

/**
 * Network evaluations: rows through any network, whatever its size.
 *
 * @param forward rows that went forward
 * @param backward rows that went backward
 */
record NetworkRows(long forward, long backward) {
  static final NetworkRows NONE = new NetworkRows(0, 0);

  /** What one network and its copies have seen so far. */
  static NetworkRows of(Mlp network) {
    EvaluationCount count = network.evaluations();
    return new NetworkRows(count.forwardRows(), count.backwardRows());
  }

  /** What all networks of a training and their copies have seen so far. */
  static NetworkRows of(Players players) {
    List<Mlp> networks = new ArrayList<>();
    networks.add(players.sampler().predictor().network());
    networks.add(players.energy().network());
    networks.add(players.value().network());
    if (players.noising().network() != null) {
      networks.add(players.noising().network());
    }
    return networks.stream().map(NetworkRows::of).reduce(NONE, NetworkRows::plus);
  }

  NetworkRows plus(NetworkRows other) {
    return new NetworkRows(forward + other.forward, backward + other.backward);
  }

  NetworkRows minus(NetworkRows earlier) {
    return new NetworkRows(forward - earlier.forward, backward - earlier.backward);
  }
}
