// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/CheckList.h"

#include <algorithm>
#include <set>
#include <utility>

namespace sidetone::media {
namespace {

std::uint64_t priorityOf(const IceCandidate& local, const IceCandidate& remote, IceRole role) {
    return role == IceRole::Controlling ? pairPriority(local.priority, remote.priority)
                                        : pairPriority(remote.priority, local.priority);
}

/// RFC 8445, section 6.1.2.2: link-local addresses meet only their own kind.
bool canMeet(const IceCandidate& local, const IceCandidate& remote) {
    return local.component == remote.component && local.address.family == remote.address.family &&
           local.address.isLinkLocal() == remote.address.isLinkLocal();
}

/// What sends for a candidate: itself, or the host candidate at its base.
const IceCandidate& senderOf(const IceCandidate& candidate, std::span<const IceCandidate> locals) {
    for (const auto& other : locals) {
        if (other.address == candidate.base && other.component == candidate.component) return other;
    }
    return candidate;
}

}  // namespace

std::uint64_t pairPriority(std::uint32_t controlling, std::uint32_t controlled) {
    const std::uint64_t less = std::min(controlling, controlled);
    const std::uint64_t more = std::max(controlling, controlled);
    return (less << 32U) + 2 * more + (controlling > controlled ? 1 : 0);
}

void CheckList::form(std::span<const IceCandidate> locals, std::span<const IceCandidate> remotes,
                     IceRole role) {
    pairs_.clear();
    for (const auto& local : locals) {
        for (const auto& remote : remotes) {
            if (!canMeet(local, remote)) continue;
            pairs_.push_back({nextId_++, senderOf(local, locals), remote,
                              priorityOf(local, remote, role), PairState::Frozen});
        }
    }
    sort();
    prune();
    wakeFirsts();
}

int CheckList::add(const IceCandidate& local, const IceCandidate& remote, IceRole role) {
    if (pairs_.size() >= most) return -1;
    const int id = nextId_++;
    pairs_.push_back({id, local, remote, priorityOf(local, remote, role), PairState::Waiting});
    sort();
    return id;
}

void CheckList::setRole(IceRole role) {
    for (auto& pair : pairs_) pair.priority = priorityOf(pair.local, pair.remote, role);
    sort();
}

CandidatePair* CheckList::find(int id) {
    const auto found = std::find_if(pairs_.begin(), pairs_.end(),
                                    [id](const auto& pair) { return pair.id == id; });
    return found == pairs_.end() ? nullptr : &*found;
}

CandidatePair* CheckList::find(const TransportAddress& base, const TransportAddress& remote) {
    const auto found = std::find_if(pairs_.begin(), pairs_.end(), [&](const auto& pair) {
        return pair.local.base == base && pair.remote.address == remote;
    });
    return found == pairs_.end() ? nullptr : &*found;
}

CandidatePair* CheckList::next() {
    std::set<std::string> busy;
    for (auto& pair : pairs_) {
        if (pair.state == PairState::Waiting) return &pair;
        if (pair.state == PairState::InProgress) busy.insert(pair.foundation());
    }
    for (auto& pair : pairs_) {
        if (pair.state != PairState::Frozen || busy.contains(pair.foundation())) continue;
        pair.state = PairState::Waiting;
        return &pair;
    }
    return nullptr;
}

void CheckList::thaw(const std::string& foundation) {
    for (auto& pair : pairs_) {
        if (pair.state == PairState::Frozen && pair.foundation() == foundation) {
            pair.state = PairState::Waiting;
        }
    }
}

void CheckList::giveUpWaiting() {
    for (auto& pair : pairs_) {
        if (pair.state == PairState::Frozen || pair.state == PairState::Waiting) {
            pair.state = PairState::Failed;
        }
    }
}

std::size_t CheckList::count(PairState state) const {
    return static_cast<std::size_t>(std::count_if(
        pairs_.begin(), pairs_.end(), [state](const auto& pair) { return pair.state == state; }));
}

void CheckList::sort() {
    std::stable_sort(pairs_.begin(), pairs_.end(),
                     [](const auto& a, const auto& b) { return a.priority > b.priority; });
}

void CheckList::prune() {
    std::set<std::pair<TransportAddress, TransportAddress>> seen;
    std::erase_if(pairs_, [&seen](const auto& pair) {
        return !seen.emplace(pair.local.base, pair.remote.address).second;
    });
    if (pairs_.size() > most) pairs_.resize(most);
}

void CheckList::wakeFirsts() {
    std::vector<CandidatePair*> order;
    for (auto& pair : pairs_) order.push_back(&pair);
    std::stable_sort(order.begin(), order.end(),
                     [](const auto* a, const auto* b) { return a->component() < b->component(); });
    std::set<std::string> awake;
    for (auto* pair : order) {
        if (awake.insert(pair->foundation()).second) pair->state = PairState::Waiting;
    }
}

}  // namespace sidetone::media
