// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/kerberos/KerberosContexts.h"

#include <QMetaObject>
#include <QObject>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "net/kerberos/GssSession.h"
#include "net/kerberos/kerberosReason.h"

namespace sidetone::net {

namespace {

using Step = SecurityContext::Step;

constexpr int mostThreads = 4;

}  // namespace

/// The threads that are under way, and who waits for them. `running_` and `context_` are shared,
/// under the mutex; the promises belong to the protocol thread alone.
class KerberosContexts::Threads : public std::enable_shared_from_this<Threads> {
public:
    Threads() : context_(std::make_unique<QObject>()) {}

    /// Nothing is posted any more.
    void end() {
        {
            const std::lock_guard lock(mutex_);
            context_.reset();
        }
        const auto dropped = std::exchange(waiting_, {});
    }

    void run(std::shared_ptr<GssSession> session, std::string token, core::Promise<Step> promise) {
        {
            const std::lock_guard lock(mutex_);
            if (running_ >= mostThreads) {
                return promise.settle(core::fail(
                    core::ErrorCode::Busy, "Signing in by Kerberos to " + session->principal(),
                    "Kerberos is still busy with what was asked before", "Try again in a minute."));
            }
            ++running_;
        }
        const auto id = ++last_;
        // It stays here until the thread ends, even where nobody waits for it any more.
        waiting_.emplace(id, std::move(promise));
        std::thread([self = shared_from_this(), session = std::move(session), id,
                     token = std::move(token)]() mutable {
            auto result = session->step(token);
            // From here on the protocol thread has it.
            session.reset();
            self->post(id, std::move(result));
        }).detach();
    }

private:
    void post(std::uint64_t id, core::Result<Step> result) {
        const std::lock_guard lock(mutex_);
        --running_;
        if (!context_) return;
        QMetaObject::invokeMethod(
            context_.get(),
            [this, id, result = std::move(result)]() mutable {
                auto waiting = waiting_.extract(id);
                if (!waiting.empty()) waiting.mapped().settle(std::move(result));
            },
            Qt::QueuedConnection);
    }

    std::mutex mutex_;
    std::unique_ptr<QObject> context_;  ///< of the protocol thread
    int running_ = 0;
    std::uint64_t last_ = 0;
    std::map<std::uint64_t, core::Promise<Step>> waiting_;
};

class KerberosContexts::Context final : public SecurityContext {
public:
    Context(core::Clock& clock, core::Milliseconds limit, std::shared_ptr<Threads> threads,
            const std::string& principal, bool protects)
        : clock_(clock),
          limit_(limit),
          threads_(std::move(threads)),
          session_(std::make_shared<GssSession>(principal, protects)) {}

    core::Task<Step> step(std::string token) override {
        core::Promise<Step> promise;
        auto task = promise.task();
        threads_->run(session_, std::move(token), std::move(promise));
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(limit_).count();
        return std::move(task).withDeadline(clock_, limit_,
                                            kerberosTimeout(session_->principal(), seconds));
    }
    core::Result<std::string> wrap(std::string_view plain, bool hides) override {
        return session_->wrap(plain, hides);
    }
    core::Result<std::string> unwrap(std::string_view wrapped, bool isHidden) override {
        return session_->unwrap(wrapped, isHidden);
    }
    std::size_t longestPlain(std::size_t wrapped, bool hides) override {
        return session_->longestPlain(wrapped, hides);
    }

private:
    core::Clock& clock_;
    core::Milliseconds limit_;
    std::shared_ptr<Threads> threads_;
    std::shared_ptr<GssSession> session_;
};

KerberosContexts::KerberosContexts(core::Clock& clock, core::Milliseconds limit)
    : clock_(clock), limit_(limit), threads_(std::make_shared<Threads>()) {}

KerberosContexts::~KerberosContexts() {
    threads_->end();
}

std::unique_ptr<SecurityContext> KerberosContexts::begin(std::string service, std::string host,
                                                         bool protects) {
    return std::make_unique<Context>(clock_, limit_, threads_, service + "@" + host, protects);
}

}  // namespace sidetone::net
