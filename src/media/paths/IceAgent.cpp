// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/IceAgent.h"

#include <algorithm>
#include <utility>

#include "media/paths/StunSeal.h"

namespace sidetone::media {
namespace {

std::uint64_t drawTieBreaker(core::Random& random) {
    return (std::uint64_t{random.number32()} << 32U) | random.number32();
}

}  // namespace

IceAgent::IceAgent(core::Clock& clock, core::Random& random, IceSender& sender,
                   IceSettings settings, IceEvents events)
    : clock_(clock),
      random_(random),
      sender_(sender),
      settings_(settings),
      events_(std::move(events)),
      role_(settings.role),
      tieBreaker_(drawTieBreaker(random)),
      local_(makeIceCredentials(random)) {}

IceAgent::~IceAgent() = default;

void IceAgent::addHost(int component, const TransportAddress& address, std::uint16_t preference) {
    addLocal({CandidateKind::Host, component, foundations_.of(CandidateKind::Host, address),
              candidatePriority(CandidateKind::Host, preference, component), address, std::nullopt,
              address});
}

void IceAgent::addReflexive(int component, const TransportAddress& address,
                            const TransportAddress& base, const TransportAddress& server) {
    std::uint16_t preference = 65535;
    for (const auto& local : locals_) {
        if (local.address == base) preference = localPreferenceOf(local.priority);
    }
    addLocal({CandidateKind::ServerReflexive, component,
              foundations_.of(CandidateKind::ServerReflexive, base, server),
              candidatePriority(CandidateKind::ServerReflexive, preference, component), address,
              base, base});
}

void IceAgent::addRelayed(int component, const TransportAddress& address,
                          const TransportAddress& mapped, const TransportAddress& server,
                          std::uint16_t preference) {
    addLocal({CandidateKind::Relayed, component,
              foundations_.of(CandidateKind::Relayed, address, server),
              candidatePriority(CandidateKind::Relayed, preference, component), address, mapped,
              address});
}

/// RFC 8445, section 5.1.3: of two with one address and base, the first (and better) one stays.
void IceAgent::addLocal(IceCandidate candidate) {
    const bool isThere = std::any_of(locals_.begin(), locals_.end(), [&](const auto& local) {
        return local.address == candidate.address && local.base == candidate.base &&
               local.component == candidate.component;
    });
    if (!isThere) locals_.push_back(std::move(candidate));
}

std::vector<IceCandidate> IceAgent::candidates() const {
    std::vector<IceCandidate> told;
    for (const auto& local : locals_) {
        if (local.kind != CandidateKind::PeerReflexive) told.push_back(local);
    }
    return told;
}

core::Status IceAgent::start(const IceCredentials& remote,
                             std::span<const IceCandidate> candidates) {
    const std::string tried = "Looking for a way to the other side";
    if (state_ != IceState::Idle) return core::fail(core::ErrorCode::Busy, tried);
    if (!isValid(remote)) {
        return core::fail(core::ErrorCode::InvalidInput, tried,
                          "its description has no usable credentials");
    }
    remote_ = remote;
    const auto count = std::min(candidates.size(), CheckList::most);
    remotes_.assign(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count));
    list_.form(locals_, remotes_, role_);
    isPatient_ = true;
    patience_ = clock_.after(settings_.patience, [this] {
        isPatient_ = false;
        considerEnd();
    });
    setState(IceState::Checking);
    for (const auto& early : std::exchange(early_, {})) checkedBy(early);
    schedule();
    return {};
}

void IceAgent::restart() {
    previousLocal_ = std::exchange(local_, makeIceCredentials(random_));
    list_.clear();
    triggered_.clear();
    checks_.clear();
    valid_.clear();
    nominating_.clear();
    remotes_.clear();
    early_.clear();
    std::erase_if(locals_, [](const auto& l) { return l.kind == CandidateKind::PeerReflexive; });
    for (auto& [component, selected] : selected_) selected.isOfThisRun = false;
    pace_.stop();
    patience_.stop();
    nominationWait_.stop();
    hasWaited_ = false;
    setState(IceState::Idle);
}

void IceAgent::clearCandidates() {
    locals_.clear();
}

bool IceAgent::receive(const TransportAddress& base, const TransportAddress& from,
                       std::span<const std::uint8_t> datagram) {
    if (!looksLikeStun(datagram)) return false;
    const auto message = parseStun(datagram);
    if (!message) return true;
    if (message->method() != StunMethod::Binding) return false;
    switch (message->kind()) {
        case StunClass::Request:
            receiveRequest(base, from, datagram, *message);
            break;
        case StunClass::Indication:
            break;  // keeps a binding alive, no more
        case StunClass::Success:
        case StunClass::Error:
            receiveAnswer(base, from, datagram, *message);
            break;
    }
    return true;
}

std::optional<IcePath> IceAgent::path(int component) const {
    const auto selected = selected_.find(component);
    if (selected != selected_.end()) {
        if (!selected->second.consent->isFresh()) return std::nullopt;
        return selected->second.path;
    }
    const Valid* best = nullptr;
    for (const auto& valid : valid_) {
        if (valid.component != component) continue;
        if (best == nullptr || valid.priority > best->priority) best = &valid;
    }
    return best != nullptr ? std::optional(best->path) : std::nullopt;
}

/// Both the tie-breaker and the order of the pairs change with the role (RFC 8445, 7.2.5.1).
void IceAgent::setRole(IceRole role) {
    if (role == role_) return;
    role_ = role;
    list_.setRole(role);
    nominating_.clear();
    considerNomination();
}

IceAgent::Valid* IceAgent::bestValid(int component) {
    Valid* best = nullptr;
    for (auto& valid : valid_) {
        if (valid.component != component) continue;
        if (best == nullptr || valid.priority > best->priority) best = &valid;
    }
    return best;
}

/// Whether a pair of this component is still tried that would be better.
bool IceAgent::isWorthWaiting(const Valid& best) const {
    return std::any_of(list_.pairs().begin(), list_.pairs().end(), [&](const auto& pair) {
        return pair.component() == best.component && pair.priority > best.priority &&
               (pair.state == PairState::Frozen || pair.state == PairState::Waiting ||
                pair.state == PairState::InProgress);
    });
}

/// Regular nomination (RFC 8445, section 8.1.1): each component's best way, as soon as nothing
/// better is tried or the wait for it is over. Nothing is nominated while a component has none.
void IceAgent::considerNomination() {
    if (role_ != IceRole::Controlling || state_ != IceState::Checking) return;
    bool mayBeBetter = false;
    for (int component = 1; component <= settings_.components; ++component) {
        const auto* best = bestValid(component);
        if (best == nullptr) return;
        mayBeBetter = mayBeBetter || isWorthWaiting(*best);
    }
    if (mayBeBetter && !hasWaited_) {
        if (nominationWait_.isSet()) return;
        nominationWait_ = clock_.after(settings_.nominationWait, [this] {
            hasWaited_ = true;
            considerNomination();
        });
        return;
    }
    for (int component = 1; component <= settings_.components; ++component) {
        nominate(bestValid(component)->pair);
    }
}

void IceAgent::nominate(int pairId) {
    const auto* pair = list_.find(pairId);
    if (pair == nullptr || role_ != IceRole::Controlling || state_ != IceState::Checking) return;
    const auto selected = selected_.find(pair->component());
    if (selected != selected_.end() && selected->second.isOfThisRun) return;
    if (!nominating_.emplace(pair->component(), pairId).second) return;
    trigger(pairId);
}

void IceAgent::select(const Valid& valid) {
    auto& selected = selected_[valid.component];
    if (selected.isOfThisRun && selected.priority >= valid.priority) return;
    const int component = valid.component;
    selected = {valid.priority, valid.path, local_, remote_, nullptr, true};
    const auto priority = candidatePriority(CandidateKind::PeerReflexive, 65535, component);
    selected.consent = std::make_unique<IceConsent>(
        clock_, random_,
        [this, component, priority] {
            const auto& way = selected_.at(component);
            const auto request = makeRequest(way.local, way.remote, priority);
            sender_.send(
                way.path.base, way.path.remote,
                sealStun(request, StunIntegrity::Sha1, way.remote.password, StunFingerprint::With));
            return request.id();
        },
        [this] { consentLost(); });
    if (events_.onPath) events_.onPath(component, selected.path);
    considerEnd();
}

void IceAgent::considerEnd() {
    if (state_ != IceState::Checking) return;
    const auto done = std::count_if(selected_.begin(), selected_.end(),
                                    [](const auto& each) { return each.second.isOfThisRun; });
    if (done >= settings_.components) {
        list_.giveUpWaiting();
        triggered_.clear();
        for (auto& [id, check] : checks_) check.transaction->quieten();
        previousLocal_.reset();
        patience_.stop();
        nominationWait_.stop();
        setState(IceState::Connected);
        return;
    }
    const bool isBusy = !triggered_.empty() || list_.count(PairState::Waiting) > 0 ||
                        list_.count(PairState::Frozen) > 0 ||
                        list_.count(PairState::InProgress) > 0 || !nominating_.empty();
    if (!isPatient_ && !isBusy) setState(IceState::Failed);
}

void IceAgent::setState(IceState state) {
    if (state_ == state) return;
    state_ = state;
    if (events_.onState) events_.onState(state);
}

void IceAgent::consentLost() {
    if (state_ == IceState::Connected) setState(IceState::Lost);
}

}  // namespace sidetone::media
