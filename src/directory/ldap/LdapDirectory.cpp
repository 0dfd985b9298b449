// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap/LdapDirectory.h"

#include <algorithm>

#include "directory/ldap/filterText.h"
#include "directory/ldap/findServers.h"
#include "directory/ldap/referral.h"

namespace sidetone::directory {

using core::ErrorCode;

namespace {

constexpr int pageSize = 500;
constexpr core::Milliseconds connectLimit{5000};
constexpr core::Milliseconds untilFirstAgain{60'000};
constexpr std::size_t mostReferrals = 8;

}  // namespace

/// One question on its way through the servers.
struct LdapDirectory::Run {
    LdapQuestion question;
    LdapFound result;
    std::set<std::string> seen;  ///< names of the entries: the next server tells them again
    std::size_t taken = 0;
    std::size_t tries = 0;
    std::size_t open = 0;  ///< bases that have not ended
    std::vector<std::string> references;
    std::set<std::string> followed;
    std::optional<core::Error> error;
    core::Promise<LdapFound> promise;
    LdapConnection::Opened elsewhere;
    core::Owner owner;

    void take(LdapEntry entry) {
        if (!seen.insert(core::foldCase(entry.name)).second) return;
        if (question.most != 0 && taken >= question.most) {
            result.isCutShort = true;
            return;
        }
        ++taken;
        if (question.found) return question.found(entry);
        result.entries.push_back(std::move(entry));
    }
};

LdapDirectory::LdapDirectory(LdapPorts ports, LdapSettings settings, LdapDiscovery discovery)
    : ports_(ports), settings_(std::move(settings)), discovery_(std::move(discovery)) {}

LdapDirectory::~LdapDirectory() {
    // Their connection goes now, and must not tell them.
    for (const auto& weak : runs_) {
        if (const auto run = weak.lock()) run->owner.cancelAll();
    }
}

LdapServer LdapDirectory::current() const {
    return settings_.servers[std::min(server_, settings_.servers.size() - 1)];
}

std::string LdapDirectory::where() const {
    if (connection_ && connection_->isOpen()) return connection_->server().text();
    return settings_.servers.empty() ? std::string() : current().text();
}

core::Task<LdapFound> LdapDirectory::find(LdapQuestion question) {
    auto run = std::make_shared<Run>();
    run->question = std::move(question);
    auto task = run->promise.task();
    run->promise.onCancel([weak = std::weak_ptr(run)] {
        if (auto live = weak.lock()) live->owner.cancelAll();
    });
    std::erase_if(runs_, [](const auto& weak) { return weak.expired(); });
    runs_.push_back(run);
    begin(run);
    return task;
}

void LdapDirectory::begin(const std::shared_ptr<Run>& run) {
    if (refused_ && settings_.preventsLocking) return run->promise.settle(*refused_);
    if (leftFirst_ && ports_.clock.now() - *leftFirst_ > untilFirstAgain) {
        leftFirst_.reset();
        server_ = 0;
        connection_.reset();
    }
    if (connection_ && connection_->isOpen()) return ask(run);
    connect(run);
}

void LdapDirectory::connect(const std::shared_ptr<Run>& run) {
    waiting_.push_back(run);
    if (isOpening_) return;
    isOpening_ = true;
    const auto open = [this] {
        LdapConnection::open(ports_, current(), settings_.login, connectLimit)
            .then(owner_, [this](auto opened) { connected(std::move(opened)); });
    };
    if (!settings_.servers.empty()) return open();
    if (discovery_.resolver == nullptr) {
        return connected(core::fail(ErrorCode::NotFound, "Finding the directory's servers",
                                    "none is named", "Set PrimaryServerName."));
    }
    findServers(*discovery_.resolver, *discovery_.random, discovery_.names)
        .then(owner_, [this, open](core::Result<std::vector<LdapServer>> servers) {
            if (!servers) return connected(servers.error());
            settings_.servers = std::move(*servers);
            open();
        });
}

void LdapDirectory::connected(core::Result<LdapConnection::Opened> opened) {
    isOpening_ = false;
    auto runs = std::exchange(waiting_, {});
    if (opened) {
        connection_ = std::move(*opened);
        refused_.reset();
        for (const auto& run : runs) {
            if (!run->promise.isSettled()) ask(run);
        }
        return;
    }
    // A ticket that is missing now may be there the next time, and locks nobody out.
    const bool hadPassword = !settings_.login.password.isEmpty();
    if (hadPassword && opened.error().code == ErrorCode::Unauthorised) refused_ = opened.error();
    for (const auto& run : runs) failed(run, opened.error());
}

void LdapDirectory::ask(const std::shared_ptr<Run>& run) {
    const auto connection = connection_;
    lastFilter_ = run->question.filter(connection->root());
    if (!isFilter(lastFilter_)) {
        return run->promise.settle(
            core::fail(ErrorCode::InvalidInput, "Searching the directory",
                       "the filter cannot be read: " + core::printable(lastFilter_, 200)));
    }
    auto bases = settings_.bases;
    if (!run->question.base.empty()) bases = {run->question.base};
    if (bases.empty()) bases.push_back(connection->root().base);
    run->error.reset();
    run->open = bases.size();
    for (const auto& base : bases) askBase(run, base);
}

void LdapDirectory::askBase(const std::shared_ptr<Run>& run, const std::string& base) {
    LdapQuery query;
    query.base = base;
    query.scope = settings_.wholeTree ? LdapQuery::Scope::Tree : LdapQuery::Scope::Level;
    if (!run->question.base.empty()) query.scope = LdapQuery::Scope::Object;
    query.filter = lastFilter_;
    query.attributes = run->question.attributes;
    query.timeLimit = settings_.timeoutSeconds;
    const auto most = run->question.most;
    if (most == 0 && connection_->root().offersPages) query.pageSize = pageSize;
    query.sizeLimit = static_cast<int>(most);
    connection_
        ->search(std::move(query), most, [run](LdapEntry entry) { run->take(std::move(entry)); })
        .then(run->owner,
              [this, run](core::Result<LdapEnd> end) { baseDone(run, std::move(end)); });
}

void LdapDirectory::baseDone(const std::shared_ptr<Run>& run, core::Result<LdapEnd> end) {
    if (end) {
        run->result.isCutShort |= end->isCutShort;
        for (auto& url : end->references) run->references.push_back(std::move(url));
    } else {
        run->error = end.error();
    }
    if (--run->open > 0) return;
    if (run->error) {
        const auto code = run->error->code;
        const bool mayHelp = code == ErrorCode::Unreachable || code == ErrorCode::Unavailable ||
                             code == ErrorCode::Timeout || code == ErrorCode::BadAnswer ||
                             code == ErrorCode::Internal;
        if (mayHelp) return failed(run, *run->error);
        // One base of several that is not there takes nothing from the others.
        if (run->taken == 0) return run->promise.settle(*run->error);
    }
    follow(run);
}

void LdapDirectory::follow(const std::shared_ptr<Run>& run) {
    while (settings_.followsReferrals && !run->references.empty() &&
           run->followed.size() < mostReferrals) {
        const auto url = run->references.back();
        run->references.pop_back();
        const auto target = referralTarget(url, current());
        if (!target || !run->followed.insert(target->key()).second) continue;
        // The account's password goes to servers that the organisation itself named, no further. A
        // ticket is for one server alone and may be shown to any.
        const bool isKnown = std::any_of(
            settings_.servers.begin(), settings_.servers.end(),
            [&](const LdapServer& one) { return one.endpoint == target->server.endpoint; });
        LdapLogin stranger;
        stranger.mechanisms = settings_.login.mechanisms;
        LdapConnection::open(ports_, target->server, isKnown ? settings_.login : stranger,
                             connectLimit)
            .then(run->owner, [this, run, target = *target](auto opened) {
                if (!opened) return follow(run);
                run->elsewhere = std::move(*opened);
                LdapQuery query;
                query.base = target.base;
                query.filter = lastFilter_;
                query.attributes = run->question.attributes;
                query.timeLimit = settings_.timeoutSeconds;
                query.sizeLimit = static_cast<int>(run->question.most);
                run->elsewhere
                    ->search(std::move(query), run->question.most,
                             [run](LdapEntry entry) { run->take(std::move(entry)); })
                    .then(run->owner, [this, run](core::Result<LdapEnd> end) {
                        if (end) {
                            for (auto& more : end->references) run->references.push_back(more);
                        }
                        follow(run);
                    });
            });
        return;
    }
    finish(run);
}

void LdapDirectory::finish(const std::shared_ptr<Run>& run) {
    run->promise.settle(std::move(run->result));
}

void LdapDirectory::failed(const std::shared_ptr<Run>& run, const core::Error& error) {
    if (run->promise.isSettled()) return;
    connection_.reset();
    const bool isRefused = error.code == ErrorCode::Unauthorised;
    if (isRefused || ++run->tries >= std::max<std::size_t>(settings_.servers.size(), 1) + 1) {
        return run->promise.settle(error);
    }
    if (settings_.servers.empty()) return run->promise.settle(error);
    // Several questions meet the same failure: the first of them moves on to the next server.
    if (!isOpening_) {
        server_ = (server_ + 1) % settings_.servers.size();
        if (server_ != 0 && !leftFirst_) leftFirst_ = ports_.clock.now();
    }
    connect(run);
}

}  // namespace sidetone::directory
