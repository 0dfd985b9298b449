// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/account/QuestionBoard.h"

#include <algorithm>
#include <utility>

namespace sidetone::client {

using signin::Answer;
using signin::Question;

QuestionBoard::QuestionBoard(std::function<void(const std::string&)> browse,
                             std::function<void()> changed)
    : browse_(std::move(browse)), changed_(std::move(changed)) {}

core::Task<Answer> QuestionBoard::ask(Question question) {
    const int id = nextId_++;
    question.id = id;
    core::Promise<Answer> promise;
    auto task = promise.task();
    promise.onCancel([this, id] { takeAway(id); });
    const auto url = question.kind == Question::Kind::Browser ? question.url : std::string();
    open_.push_back({std::move(question), std::move(promise)});
    if (!url.empty()) browse_(url);
    changed_();
    return task;
}

std::vector<Question> QuestionBoard::open() const {
    std::vector<Question> questions;
    for (const auto& one : open_) questions.push_back(one.question);
    return questions;
}

void QuestionBoard::answer(int id, Answer answer) {
    settle(id, std::move(answer));
}

void QuestionBoard::decline(int id) {
    const auto at = std::find_if(open_.begin(), open_.end(),
                                 [id](const Open& one) { return one.question.id == id; });
    if (at == open_.end()) return;
    settle(id, core::fail(core::ErrorCode::Cancelled, at->question.title, "you chose not to answer",
                          "Try again when you want to go on."));
}

void QuestionBoard::settle(int id, core::Result<Answer> outcome) {
    const auto at = std::find_if(open_.begin(), open_.end(),
                                 [id](const Open& one) { return one.question.id == id; });
    if (at == open_.end()) return;
    // Off the board first: whoever asked may ask again at once.
    const auto promise = std::move(at->promise);
    open_.erase(at);
    changed_();
    promise.settle(std::move(outcome));
}

void QuestionBoard::takeAway(int id) {
    const auto gone = std::erase_if(open_, [id](const Open& one) { return one.question.id == id; });
    if (gone > 0) changed_();
}

}  // namespace sidetone::client
