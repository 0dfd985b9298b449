// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/Secret.h"
#include "core/Task.h"
#include "signin/Findings.h"
#include "signin/SignIn.h"
#include "signin/TraceRecorder.h"

namespace sidetone::signin {

/// What a step works with.
struct Context {
    SignInPorts ports;
    SignInOptions options;
    std::string typed = {};
    std::optional<core::Secret> password = {};
    std::optional<core::Secret> refreshToken = {};  ///< of an earlier single sign-on
    std::optional<Remembered> remembered = {};      ///< of an earlier sign-in
    std::string network = {};                       ///< see SignInRequest
    Findings found = {};

    /// What asks the organisation's servers: through the edge where the way leads there.
    [[nodiscard]] net::HttpClient& http() const { return found.http ? *found.http : ports.http; }
};

/// One step of the sign-in: it asks, decides, writes what it found into the context, and tells
/// evidence. Dropping it ends what it waits for. Run once.
class Step {
public:
    virtual ~Step() = default;
    /// Stable, for machines.
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// For people.
    [[nodiscard]] virtual std::string title(const Context& context) const = 0;
    /// The steps that must have ended before, by name.
    [[nodiscard]] virtual std::vector<std::string_view> needs() const = 0;
    /// Asked whenever another step ended, besides needs().
    [[nodiscard]] virtual bool isReady(const Context& /*context*/) const { return true; }
    /// Whether its failure ends the sign-in.
    [[nodiscard]] virtual bool isEssential() const { return true; }
    /// Whether the sign-in's end waits for it; what is not awaited is dropped then.
    [[nodiscard]] virtual bool isAwaited() const { return true; }
    /// Whether it is skipped where no password was given.
    [[nodiscard]] virtual bool needsPassword() const { return false; }

    [[nodiscard]] core::Task<Evidence> start(Context& context) {
        auto task = promise_.task();
        run(context);
        return task;
    }

protected:
    virtual void run(Context& context) = 0;

    /// What the trace says was asked.
    void asks(std::string what) { asked_ = std::move(what); }
    void done(std::string answer, std::string why = {}) {
        end(Verdict::Done, std::move(answer), std::move(why), {});
    }
    void notThere(std::string answer, std::string why) {
        end(Verdict::NotThere, std::move(answer), std::move(why), {});
    }
    void skipped(std::string why) { end(Verdict::Skipped, {}, std::move(why), {}); }
    void failed(core::Error error) {
        auto answer = error.answer;
        end(Verdict::Failed, std::move(answer), {}, std::move(error));
    }
    /// Failed, but it does not end the sign-in: `why` says how it goes on.
    void wentWrong(const core::Error& error, std::string why) {
        end(Verdict::Failed, error.answer, std::move(why), error);
    }
    core::Owner& owner() { return owner_; }

private:
    void end(Verdict verdict, std::string answer, std::string why,
             std::optional<core::Error> error) {
        promise_.settle(
            Evidence{verdict, asked_, std::move(answer), std::move(why), std::move(error)});
    }
    std::string asked_;
    core::Promise<Evidence> promise_;
    core::Owner owner_;
};

}  // namespace sidetone::signin
