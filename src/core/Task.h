// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "core/Clock.h"
#include "core/Result.h"

namespace sidetone::core {

template <class T>
class Task;

/// Whoever waits for tasks has an Owner as a member (the last one, so that it goes first).
/// When it is destroyed, the tasks bound to it are cancelled and never call back.
class Owner {
public:
    Owner() : bound_(std::make_shared<Bound>()) {}
    ~Owner() { cancelAll(); }
    Owner(const Owner&) = delete;
    Owner& operator=(const Owner&) = delete;

    /// Cancels all that is bound; the owner can be used again afterwards.
    void cancelAll() {
        auto old = std::exchange(bound_, std::make_shared<Bound>());
        auto cancels = std::exchange(old->cancels, {});
        for (auto& [id, cancel] : cancels) cancel();
    }

private:
    template <class T>
    friend class Task;
    struct Bound {
        std::map<std::uint64_t, std::function<void()>> cancels;
        std::uint64_t nextId = 0;
    };
    std::shared_ptr<Bound> bound_;
};

namespace detail {

/// What Promise and Task share. One thread only.
template <class T>
struct TaskState {
    std::optional<Result<T>> result;
    std::function<void(Result<T>)> continuation;
    std::function<void()> onCancel;
    Timer deadline;
    bool settled = false;

    void settle(Result<T> value) {
        if (settled) return;
        settled = true;
        onCancel = nullptr;
        deadline.stop();
        if (auto call = std::exchange(continuation, nullptr)) {
            call(std::move(value));
        } else {
            result.emplace(std::move(value));
        }
    }
    void cancel() {
        if (settled) return;
        settled = true;
        continuation = nullptr;
        deadline.stop();
        if (auto stop = std::exchange(onCancel, nullptr)) stop();
    }
    void expire(const Error& error) {
        if (settled) return;
        if (auto stop = std::exchange(onCancel, nullptr)) stop();
        settle(error);
    }
};

}  // namespace detail

/// The result of an operation that is under way, on one thread.
///
/// A Task is consumed once: by then(), which binds it to an owner, or by dropping it, which
/// cancels the operation. The callback is called at most once: from inside the call that
/// settles the promise, or from inside then() where the result is already there; and never
/// after the owner went away or the task was cancelled (docs/decisions.md: no coroutines).
template <class T>
class [[nodiscard]] Task {
public:
    Task() = default;
    explicit Task(std::shared_ptr<detail::TaskState<T>> state) : state_(std::move(state)) {}
    Task(Task&&) noexcept = default;
    Task& operator=(Task&& other) noexcept {
        if (this != &other) {
            cancel();
            state_ = std::move(other.state_);
        }
        return *this;
    }
    ~Task() { cancel(); }

    /// A task that is already settled.
    static Task ready(Result<T> value) {
        auto state = std::make_shared<detail::TaskState<T>>();
        state->settle(std::move(value));
        return Task(std::move(state));
    }

    /// Settles the task with this error if nothing has settled it by then; the operation is
    /// cancelled first.
    Task withDeadline(Clock& clock, Milliseconds limit, Error error) && {
        if (state_ && !state_->settled) {
            std::weak_ptr<detail::TaskState<T>> weak = state_;
            state_->deadline = clock.after(limit, [weak, error = std::move(error)] {
                if (auto state = weak.lock()) state->expire(error);
            });
        }
        return std::move(*this);
    }

    /// Binds the task to the owner and says what to do with the result.
    void then(Owner& owner, std::function<void(Result<T>)> callback) && {
        auto state = std::move(state_);
        if (!state) return;
        if (state->result) {
            auto value = std::move(*state->result);
            state->result.reset();
            callback(std::move(value));
            return;
        }
        if (state->settled) return;
        const auto id = owner.bound_->nextId++;
        std::weak_ptr<Owner::Bound> weakBound = owner.bound_;
        state->continuation = [weakBound, id, call = std::move(callback)](Result<T> value) {
            if (auto bound = weakBound.lock()) {
                bound->cancels.erase(id);
                call(std::move(value));
            }
        };
        owner.bound_->cancels.emplace(id, [weak = std::weak_ptr(state)] {
            if (auto live = weak.lock()) live->cancel();
        });
    }

    /// Stops the operation; nothing calls back.
    void cancel() {
        if (auto state = std::move(state_)) state->cancel();
    }

private:
    std::shared_ptr<detail::TaskState<T>> state_;
};

/// The side of a Task that does the work. Copies share one state, so that callbacks can hold
/// it. When the last copy goes away unsettled, the task fails with ErrorCode::Internal: nobody
/// waits for ever. (What is given to onCancel must not hold the promise itself.)
template <class T>
class Promise {
public:
    Promise() : guard_(std::make_shared<Guard>()) {}

    /// The task of this promise; call it once.
    [[nodiscard]] Task<T> task() const { return Task<T>(guard_->state); }
    /// Settles the task; later calls do nothing.
    void settle(Result<T> value) const {
        auto keep = guard_->state;
        keep->settle(std::move(value));
    }
    /// Called when the task is cancelled or runs out of time: stop the work, free the socket.
    void onCancel(std::function<void()> callback) const {
        if (!guard_->state->settled) guard_->state->onCancel = std::move(callback);
    }
    /// True when nobody waits any more or the result is known.
    [[nodiscard]] bool isSettled() const { return guard_->state->settled; }

private:
    struct Guard {
        std::shared_ptr<detail::TaskState<T>> state = std::make_shared<detail::TaskState<T>>();
        Guard() = default;
        Guard(const Guard&) = delete;
        Guard& operator=(const Guard&) = delete;
        ~Guard() {
            if (!state->settled) {
                state->settle(fail(ErrorCode::Internal, "An operation ended without an answer"));
            }
        }
    };
    std::shared_ptr<Guard> guard_;
};

}  // namespace sidetone::core
