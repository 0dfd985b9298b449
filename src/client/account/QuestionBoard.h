// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "signin/Questions.h"

namespace sidetone::client {

/// The open questions of a sign-in, until the person answers or declines, or nobody wants to know
/// any more. Protocol thread.
class QuestionBoard final : public signin::Questions {
public:
    /// `browse` opens an address in the person's browser; `changed` is told from the event of
    /// asking, answering or taking away and must not destroy the board.
    QuestionBoard(std::function<void(const std::string&)> browse, std::function<void()> changed);

    [[nodiscard]] core::Task<signin::Answer> ask(signin::Question question) override;

    /// Oldest first.
    [[nodiscard]] std::vector<signin::Question> open() const;
    /// Nothing happens where the question is not open any more.
    void answer(int id, signin::Answer answer);
    void decline(int id);

private:
    struct Open {
        signin::Question question;
        core::Promise<signin::Answer> promise;
    };
    void settle(int id, core::Result<signin::Answer> outcome);
    void takeAway(int id);

    std::function<void(const std::string&)> browse_;
    std::function<void()> changed_;
    std::deque<Open> open_;
    int nextId_ = 1;
};

}  // namespace sidetone::client
