// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "client/account/QuestionBoard.h"

using namespace sidetone;
using client::QuestionBoard;
using signin::Answer;
using signin::Question;

class QuestionsTest : public QObject {
    Q_OBJECT

    std::vector<std::string> opened_;
    int changes_ = 0;
    std::unique_ptr<QuestionBoard> board_;
    core::Owner owner_;
    std::vector<core::Result<Answer>> told_;

    void ask(Question::Kind kind, const std::string& title) {
        Question question;
        question.kind = kind;
        question.title = title;
        question.url = "https://idp.example/authorize";
        board_->ask(question).then(
            owner_, [this](core::Result<Answer> answer) { told_.push_back(std::move(answer)); });
    }

private Q_SLOTS:
    void init() {
        owner_.cancelAll();
        opened_.clear();
        told_.clear();
        changes_ = 0;
        board_ = std::make_unique<QuestionBoard>(
            [this](const std::string& url) { opened_.push_back(url); }, [this] { ++changes_; });
    }
    void answersGoToWhoAsked() {
        ask(Question::Kind::Credentials, "first");
        ask(Question::Kind::Credentials, "second");
        QCOMPARE(board_->open().size(), std::size_t(2));
        const int second = board_->open()[1].id;
        board_->answer(second, {"anna", core::Secret("right"), false});
        QCOMPARE(told_.size(), std::size_t(1));
        QCOMPARE(told_[0]->user, std::string("anna"));
        QCOMPARE(board_->open().size(), std::size_t(1));
        QCOMPARE(board_->open()[0].title, std::string("first"));
        board_->answer(second, {"late", core::Secret("x"), false});
        QCOMPARE(told_.size(), std::size_t(1));
        QVERIFY(opened_.empty());
    }
    void decliningIsAnAnswer() {
        ask(Question::Kind::Credentials, "first");
        board_->decline(board_->open()[0].id);
        QCOMPARE(told_.size(), std::size_t(1));
        QVERIFY(told_[0].error().code == core::ErrorCode::Cancelled);
    }
    void whoeverLosesInterestTakesTheQuestionAway() {
        ask(Question::Kind::Credentials, "first");
        owner_.cancelAll();
        QVERIFY(board_->open().empty());
        QCOMPARE(changes_, 2);
        QVERIFY(told_.empty());
    }
    void theBrowserIsOpenedForOneKindOnly() {
        ask(Question::Kind::EmailAddress, "mail");
        QVERIFY(opened_.empty());
        ask(Question::Kind::Browser, "sign on");
        QCOMPARE(opened_, std::vector<std::string>{"https://idp.example/authorize"});
    }
    void whoAnswersMayBeAskedAgainAtOnce() {
        Question question;
        question.title = "once more";
        board_->ask(question).then(owner_, [this](const core::Result<Answer>&) {
            ask(Question::Kind::Credentials, "twice");
        });
        board_->answer(board_->open()[0].id, {});
        QCOMPARE(board_->open().size(), std::size_t(1));
        QCOMPARE(board_->open()[0].title, std::string("twice"));
    }
};

QTEST_GUILESS_MAIN(QuestionsTest)
#include "QuestionsTest.moc"
