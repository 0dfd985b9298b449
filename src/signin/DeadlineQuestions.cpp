// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/DeadlineQuestions.h"

#include <utility>

namespace sidetone::signin {

/// One question that is open. It lives as long as its task is waited for.
class DeadlineQuestions::Asked : public std::enable_shared_from_this<Asked> {
public:
    explicit Asked(std::weak_ptr<Count> count) : count_(std::move(count)) {}

    core::Task<Answer> start(Questions& real, Question question) {
        auto task = promise_.task();
        self_ = shared_from_this();
        promise_.onCancel([weak = weak_from_this()] {
            if (const auto live = weak.lock()) live->end();
        });
        if (const auto count = count_.lock(); count && count->open++ == 0) count->opened();
        real.ask(std::move(question)).then(owner_, [this](core::Result<Answer> answer) {
            const auto keep = self_;
            end();
            promise_.settle(std::move(answer));
        });
        return task;
    }

private:
    void end() {
        const auto keep = std::exchange(self_, nullptr);
        if (!keep) return;
        owner_.cancelAll();
        if (const auto count = count_.lock(); count && --count->open == 0) count->closed();
    }

    std::weak_ptr<Count> count_;
    core::Promise<Answer> promise_;
    std::shared_ptr<Asked> self_;
    core::Owner owner_;
};

DeadlineQuestions::DeadlineQuestions(Questions& real, std::function<void()> opened,
                                     std::function<void()> closed)
    : real_(real), count_(std::make_shared<Count>()) {
    count_->opened = std::move(opened);
    count_->closed = std::move(closed);
}

core::Task<Answer> DeadlineQuestions::ask(Question question) {
    return std::make_shared<Asked>(count_)->start(real_, std::move(question));
}

}  // namespace sidetone::signin
