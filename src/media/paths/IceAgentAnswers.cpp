// SPDX-License-Identifier: GPL-3.0-or-later
// The checks of the other side: what they are answered, and what is learnt from them.
#include <algorithm>
#include <utility>

#include "media/paths/IceAgent.h"
#include "media/paths/StunSeal.h"

namespace sidetone::media {
namespace {

constexpr std::size_t mostEarly = 32;
constexpr std::size_t mostRemotes = 2 * CheckList::most;

}  // namespace

void IceAgent::receiveRequest(const TransportAddress& base, const TransportAddress& from,
                              std::span<const std::uint8_t> datagram, const StunMessage& message) {
    if (!hasFingerprint(datagram)) return;
    const auto priority = message.number32(StunType::Priority);
    if (!message.has(StunType::Username) || !message.has(StunType::MessageIntegrity) || !priority) {
        refuse(base, from, message, {400, "Bad Request"}, nullptr);
        return;
    }
    const auto* credentials = credentialsFor(message);
    const bool isKnown = credentials != nullptr &&
                         hasIntegrity(datagram, StunIntegrity::Sha1, credentials->password);
    if (!isKnown) {
        refuse(base, from, message, {401, "Unauthenticated"}, nullptr);
        return;
    }
    if (!message.unknownRequired().empty()) {
        refuse(base, from, message, {420, "Unknown Attribute"}, credentials);
        return;
    }
    const bool isCurrent = credentials == &local_;
    if (isCurrent && !settlesRoles(message)) {
        refuse(base, from, message, {487, "Role Conflict"}, credentials);
        return;
    }
    accept(base, from, message, *credentials);
    if (!isCurrent) return;
    const Early check{base, from, *priority, message.has(StunType::UseCandidate)};
    if (state_ != IceState::Idle) {
        checkedBy(check);
    } else if (early_.size() < mostEarly) {
        early_.push_back(check);
    }
}

/// By our half of the user name. Around a restart the other side may still use the old ones.
const IceCredentials* IceAgent::credentialsFor(const StunMessage& message) const {
    const auto user = message.text(StunType::Username).value_or(std::string());
    const auto ours = user.substr(0, user.find(':'));
    if (ours == local_.fragment) return &local_;
    if (previousLocal_ && ours == previousLocal_->fragment) return &*previousLocal_;
    return nullptr;
}

/// RFC 8445, section 7.3.1.1: false where the other side has to change its role.
bool IceAgent::settlesRoles(const StunMessage& message) {
    if (role_ == IceRole::Controlling) {
        const auto theirs = message.number64(StunType::IceControlling);
        if (!theirs) return true;
        if (tieBreaker_ >= *theirs) return false;
        setRole(IceRole::Controlled);
    } else {
        const auto theirs = message.number64(StunType::IceControlled);
        if (!theirs) return true;
        if (tieBreaker_ < *theirs) return false;
        setRole(IceRole::Controlling);
    }
    return true;
}

void IceAgent::refuse(const TransportAddress& base, const TransportAddress& to,
                      const StunMessage& request, StunError error,
                      const IceCredentials* credentials) {
    StunMessage answer(StunClass::Error, StunMethod::Binding, request.id());
    answer.addError(error);
    if (error.code == 420) answer.addUnknown(request.unknownRequired());
    const auto integrity = credentials != nullptr ? StunIntegrity::Sha1 : StunIntegrity::None;
    const auto key = credentials != nullptr ? credentials->password : core::Secret();
    sender_.send(base, to, sealStun(answer, integrity, key, StunFingerprint::With));
}

void IceAgent::accept(const TransportAddress& base, const TransportAddress& to,
                      const StunMessage& request, const IceCredentials& credentials) {
    StunMessage answer(StunClass::Success, StunMethod::Binding, request.id());
    answer.addAddress(StunType::XorMappedAddress, to);
    sender_.send(
        base, to,
        sealStun(answer, StunIntegrity::Sha1, credentials.password, StunFingerprint::With));
}

/// A triggered check (RFC 8445, section 7.3.1.4).
void IceAgent::checkedBy(const Early& check) {
    const bool nominates = check.nominates && role_ == IceRole::Controlled;
    const bool counts =
        state_ == IceState::Checking || (state_ == IceState::Connected && nominates);
    auto* pair = counts ? pairFor(check) : nullptr;
    if (pair == nullptr) return;
    if (nominates) pair->isNominatedByPeer = true;
    if (pair->state == PairState::Succeeded) {
        if (nominates) nominatedByPeer(*pair);
        return;
    }
    if (pair->state == PairState::InProgress) {
        for (auto& [id, other] : checks_) {
            if (other.pair == pair->id) other.transaction->quieten();
        }
    }
    trigger(pair->id);
}

CandidatePair* IceAgent::pairFor(const Early& check) {
    if (auto* known = list_.find(check.base, check.from)) return known;
    const auto local = std::find_if(locals_.begin(), locals_.end(), [&](const auto& candidate) {
        return candidate.address == check.base && candidate.base == check.base;
    });
    if (local == locals_.end()) return nullptr;
    auto remote = std::find_if(remotes_.begin(), remotes_.end(), [&](const auto& candidate) {
        return candidate.address == check.from && candidate.component == local->component;
    });
    if (remote == remotes_.end()) {
        if (remotes_.size() >= mostRemotes) return nullptr;
        remotes_.push_back({CandidateKind::PeerReflexive, local->component,
                            "prflx" + std::to_string(remotes_.size()), check.priority, check.from,
                            std::nullopt});
        remote = std::prev(remotes_.end());
    }
    return list_.find(list_.add(*local, *remote, role_));
}

void IceAgent::nominatedByPeer(CandidatePair& pair) {
    const auto found = std::find_if(valid_.begin(), valid_.end(),
                                    [&](const auto& valid) { return valid.pair == pair.id; });
    if (found != valid_.end()) select(Valid(*found));
}

}  // namespace sidetone::media
