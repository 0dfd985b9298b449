// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "media/paths/IceCandidate.h"

namespace sidetone::media {

/// Which side nominates (RFC 8445, section 6.1.1).
enum class IceRole { Controlling, Controlled };

/// RFC 8445, section 6.1.2.6.
enum class PairState { Frozen, Waiting, InProgress, Succeeded, Failed };

/// A way from one of our addresses to one of theirs.
struct CandidatePair {
    int id = 0;  ///< stays when the list is sorted anew
    IceCandidate local;
    IceCandidate remote;
    std::uint64_t priority = 0;
    PairState state = PairState::Frozen;
    /// The other side has nominated it; it counts when our own check has succeeded.
    bool isNominatedByPeer = false;

    [[nodiscard]] int component() const { return local.component; }
    [[nodiscard]] std::string foundation() const {
        return local.foundation + ':' + remote.foundation;
    }
};

/// RFC 8445, section 6.1.2.3: G is the controlling side's priority, D the controlled one's.
[[nodiscard]] std::uint64_t pairPriority(std::uint32_t controlling, std::uint32_t controlled);

/// The pairs of one stream in the order in which they are checked (RFC 8445, section 6.1.2).
class CheckList {
public:
    /// Recommended there; beyond it the pairs of lowest priority are left out.
    static constexpr std::size_t most = 100;

    /// Pairs candidates of one component and family, puts bases for reflexive ones, prunes, sorts,
    /// and sets one pair of each foundation to Waiting.
    void form(std::span<const IceCandidate> locals, std::span<const IceCandidate> remotes,
              IceRole role);
    /// A pair that a check of the other side brought up, Waiting; -1 where the list is full.
    int add(const IceCandidate& local, const IceCandidate& remote, IceRole role);
    /// New priorities and order for another role.
    void setRole(IceRole role);
    void clear() { pairs_.clear(); }

    [[nodiscard]] CandidatePair* find(int id);
    [[nodiscard]] CandidatePair* find(const TransportAddress& base, const TransportAddress& remote);
    /// The next pair for an ordinary check (RFC 8445, section 6.1.4.2): the first Waiting one, else
    /// a Frozen one of whose foundation nothing is under way. None: null.
    [[nodiscard]] CandidatePair* next();
    /// A check succeeded: what is Frozen with its foundation waits from now on.
    void thaw(const std::string& foundation);
    /// Pairs that are Frozen or Waiting are given up.
    void giveUpWaiting();
    [[nodiscard]] std::size_t count(PairState state) const;
    [[nodiscard]] const std::vector<CandidatePair>& pairs() const { return pairs_; }

private:
    void sort();
    void prune();
    void wakeFirsts();

    std::vector<CandidatePair> pairs_;
    int nextId_ = 1;
};

}  // namespace sidetone::media
