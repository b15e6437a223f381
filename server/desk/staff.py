"""`/desk/staff`: accounts of the desk; `/desk/account`: one's own password and sessions."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, request, session
from wtforms import Field

from library.password_strength import Strength, strength
from library.rights import Right, Role
from server.desk.drawing import drawn, operation_id, see
from server.desk.forms import DeskForm, Line, Pick, Secret, Wrong
from server.desk.guard import COOKIE, allowed, signed_in
from server.desk.lists import shown, written
from server.desk.rooms import landing
from server.desk.spreadsheets import file_answer, wants_file
from server.desk.staff_list import staff_listing
from server.server import Server
from server.services.accounts import right_password, sessions_of
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.staff import (
    AccountValues,
    LastHead,
    LoginTaken,
    StaffLine,
    change_account,
    change_own_password,
    close_account,
    make_account,
    reader_of_card,
    reset_password,
    sign_out_everywhere,
    staff_line,
)
from web.language import texts_of


class AccountForm(DeskForm):
    """Who somebody is and what he may."""

    name = Line("staff.name", required=True, longest=100)
    role = Pick("staff.role")
    card = Line("staff.card", longest=40)
    reader_id: int | None = None

    def find_reader(self, server: Server) -> bool:
        """Whose card it is, into `reader_id`; False with a mistake at the field when it is
        nobody's. An empty field: no reader."""
        text = self.card.data or ""
        self.reader_id = reader_of_card(server, text) if text else None
        if text and self.reader_id is None:
            self.card.errors = [Wrong("staff.no-card").args[0]]
            return False
        return True

    def values(self) -> AccountValues:
        """What a form without mistakes says."""
        return AccountValues(self.name.data, Role(self.role.data), self.reader_id)

    def content(self) -> str:
        """Equal for equal forms."""
        return f"{self.name.data} {self.role.data} {self.card.data}"


class NewAccountForm(AccountForm):
    """With the login, which stays."""

    login = Line("staff.login", required=True, longest=40)

    def validate_login(self, field: Field) -> None:
        if not all(sign.isalnum() or sign in "._-" for sign in field.data or ""):
            raise Wrong("setup.login-signs")


class PasswordForm(DeskForm):
    """One's own password, the old one first."""

    old = Secret("staff.old-password", shortest=1)
    password = Secret("staff.new-password", shortest=8)
    again = Secret("setup.again", shortest=8)

    def validate_password(self, field: Field) -> None:
        about = (signed_in().login, signed_in().name)
        if strength(field.data or "", about) == Strength.WEAK:
            raise Wrong("setup.weak")

    def validate_again(self, field: Field) -> None:
        if field.data != self.password.data:
            raise Wrong("setup.differs")


def add_staff_pages(pages: Blueprint, server: Server) -> None:
    """Accounts for the head, the own one for everybody."""
    _add_accounts(pages, server)
    _add_buttons(pages, server)
    _add_own(pages, server)


def _act(server: Server, kind: str, content: str = "") -> Deed:
    return Deed(desk_origin(server, operation_id(), signed_in().staff_id), kind, content)


def _line(server: Server, staff_id: int) -> StaffLine:
    found = staff_line(server, staff_id)
    if found is None:
        abort(404)
    return found


def _offer(form: AccountForm) -> None:
    t = texts_of(request)
    form.role.offer([(role.value, t(f"staff.role-{role.value}")) for role in Role])


def _empty_form() -> NewAccountForm:
    """For the next one; nobody becomes a head by a form filled in haste."""
    form = NewAccountForm(None)
    _offer(form)
    form.role.data = Role.LIBRARIAN.value
    return form


def _add_accounts(pages: Blueprint, server: Server) -> None:
    @pages.route("/staff", methods=["GET", "POST"])
    @allowed(Right.STAFF)
    def staff() -> str | Response | tuple[str, int]:
        listing = staff_listing(server, texts_of(request))
        if wants_file(request):
            return file_answer(request, listing, texts_of(request))
        form, made = NewAccountForm.of(request), None
        _offer(form)
        if form.sent() and form.find_reader(server):
            login = form.login.data
            deed = _act(server, "account-made", f"{login} {form.content()}")
            made = make_account(server, deed, login, form.values())
            if isinstance(made, LoginTaken):
                form.login.errors = [Wrong("staff.login-taken").args[0]]
                made = None
        page = drawn(
            server, "desk/staff.html", form=form if form.errors else _empty_form(),
            list=shown(request, listing), made=made, written=written,
            made_login=form.login.data,
        )  # fmt: skip
        return page, 422 if form.errors else 200

    @pages.route("/staff/<int:staff_id>", methods=["GET", "POST"])
    @allowed(Right.STAFF)
    def staff_member(staff_id: int) -> str | Response | tuple[str, int]:
        found = _line(server, staff_id)
        form = AccountForm.of(request, opened=found)
        _offer(form)
        if form.sent() and form.find_reader(server) and form.fits(found):
            deed = _act(server, "account-changed", f"{staff_id} {form.content()}")
            refused = change_account(server, deed, staff_id, form.values())
            flash("", "staff.last-head" if isinstance(refused, LastHead) else "staff.saved")
            return see(f"/desk/staff/{staff_id}")
        page = drawn(server, "desk/staff-member.html", form=form, line=found, password=None)
        return page, 422 if form.errors else 409 if form.now else 200


def _add_buttons(pages: Blueprint, server: Server) -> None:
    @pages.post("/staff/<int:staff_id>/password")
    @allowed(Right.STAFF)
    def staff_password(staff_id: int) -> str | Response:
        """The answer to the post itself shows the new password: it stands in no address."""
        _line(server, staff_id)
        password = reset_password(server, _act(server, "password-reset", str(staff_id)), staff_id)
        if password is None:
            return see(f"/desk/staff/{staff_id}")
        found = _line(server, staff_id)
        form = AccountForm(None, obj=found)
        _offer(form)
        return drawn(server, "desk/staff-member.html", form=form, line=found, password=password)

    @pages.post("/staff/<int:staff_id>/close")
    @allowed(Right.STAFF)
    def staff_close(staff_id: int) -> Response:
        _line(server, staff_id)
        deed = _act(server, "account-closed", str(staff_id))
        refused = close_account(server, deed, staff_id)
        flash("", "staff.last-head" if isinstance(refused, LastHead) else "staff.closed")
        return see("/desk/staff")

    @pages.post("/staff/<int:staff_id>/sign-out")
    @allowed(Right.STAFF)
    def staff_sign_out(staff_id: int) -> Response:
        _line(server, staff_id)
        sign_out_everywhere(server, _act(server, "signed-out", str(staff_id)), staff_id)
        flash("", "staff.signed-out")
        return see(f"/desk/staff/{staff_id}")


def _add_own(pages: Blueprint, server: Server) -> None:
    @pages.route("/account", methods=["GET", "POST"])
    @allowed(Right.OWN_ACCOUNT)
    def account() -> str | Response | tuple[str, int]:
        me = signed_in()
        form = PasswordForm.of(request)
        if form.sent():
            fits = right_password(server, me.staff_id, form.old.data)
            if fits is True:
                deed = _act(server, "own-password", str(me.staff_id))
                change_own_password(server, deed, me.staff_id, form.password.data)
                return _out("staff.password-changed")
            wait = 0 if fits is False else int(fits)
            form.old.errors = [Wrong("staff.wrong-password" if not wait else "staff.wait", n=wait)
                               .args[0]]  # fmt: skip
        page = drawn(
            server, "desk/account.html", form=form, home=landing(me.role),
            sessions=sessions_of(server, me.staff_id),
        )  # fmt: skip
        return page, 422 if form.errors else 200

    @pages.post("/account/sign-out")
    @allowed(Right.OWN_ACCOUNT)
    def account_sign_out() -> Response:
        me = signed_in()
        sign_out_everywhere(server, _act(server, "signed-out", str(me.staff_id)), me.staff_id)
        return _out("staff.signed-out")


def _out(said: str) -> Response:
    """To the door: the own session has ended with the others."""
    session.clear()
    flash("", said)
    answer = see("/desk/sign-in")
    answer.delete_cookie(COOKIE, path="/desk", httponly=True, samesite="Strict")
    return answer
