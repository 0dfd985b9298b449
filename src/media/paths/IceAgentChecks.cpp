// SPDX-License-Identifier: GPL-3.0-or-later
// The checks that this side makes, and what their answers mean.
#include <algorithm>
#include <utility>

#include "media/paths/IceAgent.h"
#include "media/paths/StunSeal.h"

namespace sidetone::media {

/// One check each Ta at most (RFC 8445, section 6.1.4.2), also after a while without any.
void IceAgent::schedule() {
    if (pace_.isSet()) return;
    core::Milliseconds wait{0};
    if (lastCheck_) {
        const auto due = *lastCheck_ + settings_.pace - clock_.now();
        wait = std::max(wait, std::chrono::ceil<core::Milliseconds>(due));
    }
    pace_ = clock_.after(wait, [this] { tick(); });
}

void IceAgent::tick() {
    pace_.stop();
    if (!checkNext()) return;
    lastCheck_ = clock_.now();
    schedule();
}

bool IceAgent::checkNext() {
    if (state_ != IceState::Checking && state_ != IceState::Connected) return false;
    while (!triggered_.empty()) {
        auto* pair = list_.find(triggered_.front());
        triggered_.erase(triggered_.begin());
        if (pair == nullptr) continue;
        const auto nominating = nominating_.find(pair->component());
        const bool nominates = role_ == IceRole::Controlling && nominating != nominating_.end() &&
                               nominating->second == pair->id;
        if (pair->state == PairState::Succeeded && !nominates) continue;
        check(*pair, nominates);
        return true;
    }
    if (state_ != IceState::Checking) return false;
    auto* pair = list_.next();
    if (pair == nullptr) return false;
    check(*pair, false);
    return true;
}

StunMessage IceAgent::makeRequest(const IceCredentials& local, const IceCredentials& remote,
                                  std::uint32_t priority) const {
    StunMessage request(StunClass::Request, StunMethod::Binding, makeStunTransactionId(random_));
    request.addText(StunType::Username, remote.fragment + ':' + local.fragment);
    request.addNumber(StunType::Priority, priority);
    request.addNumber64(
        role_ == IceRole::Controlling ? StunType::IceControlling : StunType::IceControlled,
        tieBreaker_);
    return request;
}

void IceAgent::check(CandidatePair& pair, bool nominates) {
    if (!nominates) pair.state = PairState::InProgress;
    auto request =
        makeRequest(local_, remote_,
                    candidatePriority(CandidateKind::PeerReflexive,
                                      localPreferenceOf(pair.local.priority), pair.component()));
    if (nominates) request.addFlag(StunType::UseCandidate);
    StunTimes times;
    const auto waiting = list_.count(PairState::Waiting) + list_.count(PairState::InProgress);
    times.first = std::max(times.first, settings_.pace * static_cast<int>(waiting));
    const auto id = request.id();
    auto& check = checks_[id];
    check = {pair.id, nominates, role_, nullptr};
    check.transaction = std::make_unique<StunTransaction>(
        clock_, id, sealStun(request, StunIntegrity::Sha1, remote_.password, StunFingerprint::With),
        times,
        [this, base = pair.local.base, to = pair.remote.address](auto datagram) {
            sender_.send(base, to, datagram);
        },
        [this, id] { checkTimedOut(id); });
}

/// Puts a pair into the queue that goes before the ordinary checks.
void IceAgent::trigger(int pairId) {
    auto* pair = list_.find(pairId);
    if (pair == nullptr) return;
    if (pair->state != PairState::Succeeded) pair->state = PairState::Waiting;
    if (std::find(triggered_.begin(), triggered_.end(), pairId) == triggered_.end()) {
        triggered_.push_back(pairId);
    }
    schedule();
}

void IceAgent::checkTimedOut(const StunTransactionId& id) {
    const auto ended = checks_.extract(id);
    if (ended.empty()) return;
    const auto& check = ended.mapped();
    const bool goesOn = std::any_of(checks_.begin(), checks_.end(), [&](const auto& other) {
        return other.second.pair == check.pair;
    });
    if (!goesOn || check.nominates) checkFailed(check);
}

void IceAgent::receiveAnswer(const TransportAddress& base, const TransportAddress& from,
                             std::span<const std::uint8_t> datagram, const StunMessage& message) {
    const auto found = checks_.find(message.id());
    if (found == checks_.end()) {
        receiveConsent(base, from, datagram, message);
        return;
    }
    if (!hasIntegrity(datagram, StunIntegrity::Sha1, remote_.password)) return;
    const auto ended = checks_.extract(found);
    const auto& check = ended.mapped();
    const auto* pair = list_.find(check.pair);
    if (pair == nullptr) return;
    if (const auto error = message.error(); error && error->code == 487) {
        rolesConflicted(check);
        return;
    }
    // The answer has to come back the way the check went (RFC 8445, section 7.2.5.2.1).
    const auto mapped = message.address(StunType::XorMappedAddress);
    if (message.kind() == StunClass::Success && mapped && base == pair->local.base &&
        from == pair->remote.address && message.unknownRequired().empty()) {
        checkSucceeded(check, *mapped);
    } else {
        checkFailed(check);
    }
}

/// RFC 8445, section 7.2.5.1.
void IceAgent::rolesConflicted(const Check& check) {
    tieBreaker_ = (std::uint64_t{random_.number32()} << 32U) | random_.number32();
    if (check.role == role_) {
        setRole(role_ == IceRole::Controlling ? IceRole::Controlled : IceRole::Controlling);
    }
    trigger(check.pair);
}

void IceAgent::checkFailed(const Check& check) {
    auto* pair = list_.find(check.pair);
    if (pair == nullptr) return;
    if (check.nominates) {
        const auto nominating = nominating_.find(pair->component());
        if (nominating != nominating_.end() && nominating->second == pair->id) {
            nominating_.erase(nominating);
        }
        std::erase_if(valid_, [&](const auto& valid) { return valid.pair == check.pair; });
        pair->state = PairState::Failed;
        considerNomination();
    } else if (pair->state == PairState::InProgress) {
        pair->state = PairState::Failed;
    }
    schedule();
    considerEnd();
}

void IceAgent::checkSucceeded(const Check& check, const TransportAddress& mapped) {
    auto& pair = *list_.find(check.pair);
    pair.state = PairState::Succeeded;
    list_.thaw(pair.foundation());
    std::erase_if(checks_, [&](const auto& other) {
        return other.second.pair == check.pair && !other.second.nominates;
    });
    const auto local = localAt(pair, mapped);
    const bool isControlling = role_ == IceRole::Controlling;
    const auto priority = isControlling ? pairPriority(local.priority, pair.remote.priority)
                                        : pairPriority(pair.remote.priority, local.priority);
    const Valid valid{pair.id,
                      pair.component(),
                      priority,
                      {pair.local.base, pair.remote.address, local.kind, pair.remote.kind}};
    std::erase_if(valid_, [&](const auto& other) { return other.pair == check.pair; });
    valid_.push_back(valid);
    if (isControlling ? check.nominates : pair.isNominatedByPeer) {
        nominating_.erase(valid.component);
        select(valid);
    }
    considerNomination();
    considerEnd();
    schedule();
}

/// The candidate that the other side saw: one of ours, or one that we learn of by that.
IceCandidate IceAgent::localAt(const CandidatePair& pair, const TransportAddress& mapped) {
    for (const auto& local : locals_) {
        if (local.address == mapped && local.component == pair.component()) return local;
    }
    const IceCandidate learnt{
        CandidateKind::PeerReflexive,
        pair.component(),
        foundations_.of(CandidateKind::PeerReflexive, pair.local.base),
        candidatePriority(CandidateKind::PeerReflexive, localPreferenceOf(pair.local.priority),
                          pair.component()),
        mapped,
        pair.local.base,
        pair.local.base};
    if (locals_.size() < CheckList::most) locals_.push_back(learnt);
    return learnt;
}

void IceAgent::receiveConsent(const TransportAddress& base, const TransportAddress& from,
                              std::span<const std::uint8_t> datagram, const StunMessage& message) {
    if (message.kind() != StunClass::Success) return;
    for (auto& [component, selected] : selected_) {
        if (selected.path.base == base && selected.path.remote == from &&
            hasIntegrity(datagram, StunIntegrity::Sha1, selected.remote.password) &&
            selected.consent->answered(message.id())) {
            return;
        }
    }
}

}  // namespace sidetone::media
